"""What every answer tells the browser: nothing from elsewhere, nothing inline, nothing kept."""

from flask import Flask, Response, request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self';"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
}


def send_with(app: Flask) -> None:
    """Send the headers with every answer, errors and redirects too. Only static files may be kept."""

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        is_static = request.endpoint == "static" and response.status_code == 200
        response.headers["Cache-Control"] = "public, max-age=3600" if is_static else "no-store, private"
        if not is_static:
            response.headers["Vary"] = "Cookie"
        return response
