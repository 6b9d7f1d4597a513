// What Swift cannot say on Linux: epoll and eventfd, the byte scan, embedded data.
#pragma once
