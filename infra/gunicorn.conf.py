"""How the pages are served. What differs between machines comes from the environment."""

import os

worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
bind = os.environ.get("HEFT_BIND", "127.0.0.1:8000")
preload_app = True  # read once, shared by the workers
timeout = 30
graceful_timeout = 10
max_requests = 10_000
max_requests_jitter = 1_000
accesslog = None  # an address tells whose page it was; the audit says what was read, and by whom
control_socket_disable = True
