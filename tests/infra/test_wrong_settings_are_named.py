import socket

from heft_testing.database import ServerOfTests
from real_services import wrong_settings


def test_without_settings_nothing_is_wrong() -> None:
    assert wrong_settings({}) == []


def test_everything_wrong_is_named_at_once() -> None:
    wrong = wrong_settings(
        {
            "HEFT_DATABASE_URL": "mysql://somewhere/heft",
            "HEFT_REDIS_URL": "http://somewhere",
            "HEFT_S3_ENDPOINT": "http://127.0.0.1:1",
            "HEFT_SMTP_URL": "somewhere",
            "HEFT_PG_BINDIR": "/nowhere",
            "HEFT_REDIS_ULR": "redis://127.0.0.1",
        }
    )
    assert sorted(line.split()[0].strip(":") for line in wrong) == [
        "HEFT_DATABASE_URL",
        "HEFT_PG_BINDIR",
        "HEFT_REDIS_ULR",
        "HEFT_REDIS_URL",
        "HEFT_S3_BUCKET",
        "HEFT_SMTP_URL",
    ]


def test_services_that_do_not_answer_are_named_without_their_passwords() -> None:
    wrong = wrong_settings(
        {
            "HEFT_DATABASE_URL": "postgresql://heft:tell-nobody@127.0.0.1:1/heft",
            "HEFT_REDIS_URL": "redis://heft:tell-nobody@127.0.0.1:1/0",
            "HEFT_SMTP_URL": "smtp://heft:tell-nobody@127.0.0.1:1",
        }
    )
    assert len(wrong) == 3
    assert all("no connection" in line for line in wrong)
    assert not any("tell-nobody" in line for line in wrong)


def test_a_database_role_that_cannot_make_roles_is_named(server: ServerOfTests) -> None:
    assert wrong_settings({"HEFT_DATABASE_URL": server.migrator_url}) == []
    wrong = wrong_settings({"HEFT_DATABASE_URL": server.role_urls["app"]})
    assert len(wrong) == 1
    assert "HEFT_DATABASE_URL" in wrong[0]


def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert wrong_settings({}, port=port) == [f"--port {port}: somebody listens there already"]


def test_the_check_wants_a_database_with_nothing_in_it(server: ServerOfTests) -> None:
    used, empty = server.migrator_url, server.server.url()

    assert wrong_settings({"HEFT_DATABASE_URL": empty}, fresh=True) == []
    (wrong,) = wrong_settings({"HEFT_DATABASE_URL": used}, fresh=True)
    assert "a database with nothing in it" in wrong
