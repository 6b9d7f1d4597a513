"""Drives a FHIR endpoint with requests and fhirpy; prints a line for each thing that went as it should."""

import gzip
import json
import sys

import requests
from fhirpy import SyncFHIRClient

base = sys.argv[1]
PATIENT = "7a1e0b1c-0000-4000-8000-000000000001"


def check(response, *statuses):
    assert response.status_code in statuses, (response.status_code, response.text)
    return response


def bodies(form):
    """A patient, another under an id of its own, a transaction and a message."""
    if form == "json":
        transaction = {
            "resourceType": "Bundle", "type": "transaction",
            "entry": [
                {"fullUrl": f"urn:uuid:{PATIENT}", "resource": {"resourceType": "Patient", "active": True},
                 "request": {"method": "POST", "url": "Patient"}},
                {"resource": {"resourceType": "Observation", "status": "final", "code": {"text": "pulse"},
                              "subject": {"reference": f"urn:uuid:{PATIENT}"}},
                 "request": {"method": "POST", "url": "Observation"}},
            ],
        }
        message = {
            "resourceType": "Bundle", "type": "message",
            "entry": [{"resource": {"resourceType": "MessageHeader", "id": "json-1",
                                    "eventUri": "http://example.org/admit",
                                    "source": {"endpoint": "http://pas.example.org"}}}],
        }
        return [json.dumps(body) for body in (
            {"resourceType": "Patient", "name": [{"family": "Foreign"}]},
            {"resourceType": "Patient", "id": "json", "name": [{"family": "Foreign"}]},
            transaction, message)]
    name = '<name><family value="Foreign"/></name>'
    return [
        f'<Patient xmlns="http://hl7.org/fhir">{name}</Patient>',
        f'<Patient xmlns="http://hl7.org/fhir"><id value="xml"/>{name}</Patient>',
        f'<Bundle xmlns="http://hl7.org/fhir"><type value="transaction"/><entry>'
        f'<fullUrl value="urn:uuid:{PATIENT}"/><resource><Patient>{name}</Patient></resource>'
        f'<request><method value="POST"/><url value="Patient"/></request></entry></Bundle>',
        '<Bundle xmlns="http://hl7.org/fhir"><type value="message"/><entry><resource><MessageHeader>'
        '<id value="xml-1"/><eventUri value="http://example.org/admit"/>'
        '<source><endpoint value="http://pas.example.org"/></source></MessageHeader></resource></entry></Bundle>',
    ]


session = requests.Session()
for form in ("json", "xml"):
    create, update, transaction, message = bodies(form)
    headers = {"Content-Type": f"application/fhir+{form}", "Accept": f"application/fhir+{form}",
               "X-Request-Id": f"request-{form}"}

    def send(method, path, body):
        response = session.request(method, base + path, data=body.encode(), headers=headers)
        assert response.headers["X-Request-Id"] == f"request-{form}"
        assert response.headers["Content-Type"].startswith(f"application/fhir+{form}"), response.headers
        return response

    created = check(send("POST", "/Patient", create), 201)
    read = check(session.get(created.headers["Location"], headers={"Accept": headers["Accept"]}), 200)
    assert read.content == created.content and read.headers["ETag"] == created.headers["ETag"]
    assert read.headers["Last-Modified"] == created.headers["Last-Modified"]
    print(form, "create")
    check(send("PUT", f"/Patient/{form}", update), 201)
    check(send("PUT", f"/Patient/{form}", update), 200)
    print(form, "update")
    answer = check(send("POST", "", transaction), 200)
    assert "transaction-response" in answer.text
    print(form, "transaction")
    check(send("POST", "/$process-message", message), 202)
    print(form, "message")

headers = {"Content-Type": "application/fhir+json", "Content-Encoding": "gzip"}
body = gzip.compress(json.dumps({"resourceType": "Patient", "active": True}).encode())
check(session.post(base + "/Patient", data=body, headers=headers), 201)
for wrong in (b"no gzip", body[:-4], body + b"x"):
    check(session.post(base + "/Patient", data=wrong, headers=headers), 400)
print("gzip")
check(session.post(base + "/Patient", data=gzip.compress(b" " * (200 << 20)), headers=headers), 413)
print("gzip bomb")
preflight = session.options(base + "/Patient", headers={"Origin": "https://app.example.org",
                                                       "Access-Control-Request-Method": "POST"})
check(preflight, 200, 204)
assert preflight.headers["Access-Control-Allow-Origin"] == "*"
assert "Prefer" in preflight.headers["Access-Control-Allow-Headers"]
print("cross-origin")

client = SyncFHIRClient(base)
patient = client.resource("Patient", name=[{"family": "Foreign", "given": ["Py"]}])
patient.save()
assert patient["id"] and patient["meta"]["versionId"]
again = client.reference("Patient", patient["id"]).to_resource()
assert again["name"] == [{"family": "Foreign", "given": ["Py"]}]
patient["active"] = True
patient.save()
observation = client.resource("Observation", status="final", code={"text": "pulse"},
                              subject=patient.to_reference())
observation.save()
assert client.reference("Observation", observation["id"]).to_resource()["subject"]["reference"]
print("fhirpy")
