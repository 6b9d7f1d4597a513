// The only script: pages refresh themselves, a box selects all, and a value lights up where it came from. Everything
// works without it.

/// The script that is served as `/corridor.js`.
enum Script {
    static let text = """
        'use strict';

        // A page that says so fetches its content every two seconds, while it is looked at and nothing in it is in use.
        const content = document.querySelector('[data-refresh]');
        const stale = document.querySelector('[data-stale]');

        function inUse() {
          const selection = getSelection();
          const focus = document.activeElement;
          return document.hidden
            || (selection && !selection.isCollapsed && content.contains(selection.anchorNode))
            || (focus && focus !== document.body && content.contains(focus) && focus.matches('input, select, button'));
        }

        async function refresh() {
          if (!inUse()) {
            try {
              const answer = await fetch(location.href, {
                headers: { 'Corridor-Fragment': '1' },
                cache: 'no-store',
                signal: AbortSignal.timeout(5000),
              });
              if (!answer.ok) throw new Error(answer.status);
              const html = await answer.text();
              if (!inUse()) replace(html);
              stale.hidden = true;
            } catch {
              stale.hidden = false;
            }
          }
          setTimeout(refresh, 2000);
        }

        // Keeps the keyboard's place: links are found again by their address.
        function replace(html) {
          const focus = document.activeElement;
          const address = content.contains(focus) ? focus.getAttribute('href') : null;
          content.innerHTML = html;
          if (address) content.querySelector(`a[href="${CSS.escape(address)}"]`)?.focus({ preventScroll: true });
        }

        if (content) setTimeout(refresh, 2000);

        // One box selects all deliveries of a list.
        for (const form of document.querySelectorAll('[data-select]')) {
          const all = form.querySelector('[data-select-all]');
          const boxes = [...form.querySelectorAll('input[name="delivery"]')];
          all.hidden = false;
          all.addEventListener('change', () => boxes.forEach((box) => { box.checked = all.checked; }));
          form.addEventListener('change', () => {
            const checked = boxes.filter((box) => box.checked).length;
            all.checked = checked === boxes.length;
            all.indeterminate = checked > 0 && checked < boxes.length;
          });
        }

        // A value that is pointed at lights up its fields, and a field the values that were made of it.
        const values = [...document.querySelectorAll('[data-from]')];
        const fields = [...document.querySelectorAll('[data-place]')];
        const isWithin = (inner, outer) => inner === outer
          || (inner.startsWith(outer) && '-.'.includes(inner[outer.length]));
        const isRelated = (value, field) => value.dataset.from.split(' ')
          .some((place) => isWithin(place, field.dataset.place) || isWithin(field.dataset.place, place));

        function light(chosen) {
          for (const lit of document.querySelectorAll('.lit')) lit.classList.remove('lit');
          if (!chosen) return;
          const others = chosen.dataset.from === undefined
            ? values.filter((value) => isRelated(value, chosen)) : fields.filter((field) => isRelated(chosen, field));
          for (const lit of others.length ? [chosen, ...others] : []) lit.classList.add('lit');
          others.find((other) => other.offsetParent)?.scrollIntoView({ block: 'nearest' });
        }

        if (values.length) {
          for (const kind of ['pointerover', 'focusin']) {
            document.addEventListener(kind, (event) => light(event.target.closest?.('[data-from], [data-place]')));
          }
        }

        """
}
