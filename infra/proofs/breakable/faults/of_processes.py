"""Heft’s own processes are killed, stopped for a while, deployed, or set a wrong clock."""

import signal

from breakable.faults.breaking import Breaking, fault, no_room, pid_of
from breakable.ground import tell, whole_tree


@fault
def web_is_killed(at: Breaking) -> bool:
    return at.ground.kill_tree(at.ground.programs["web"])


@fault
def a_web_worker_is_killed(at: Breaking) -> bool:
    workers = whole_tree(pid_of(at.ground.programs["web"]))[1:]
    return bool(workers) and tell(at.dice.choice(workers), signal.SIGKILL)


@fault
def a_web_worker_pauses(at: Breaking) -> bool:
    workers = whole_tree(pid_of(at.ground.programs["web"]))[1:]
    return bool(workers) and at.pause([at.dice.choice(workers)], 0.5, 3)


@fault
def web_is_deployed(at: Breaking) -> bool:
    return tell(pid_of(at.ground.programs["web"]), signal.SIGHUP)


@fault
def a_bell_is_killed(at: Breaking) -> bool:
    return at.ground.kill_tree(at.a_bell())


@fault
def a_worker_is_killed(at: Breaking) -> bool:
    return at.ground.kill_tree(at.a_worker())


@fault
def horses_are_killed(at: Breaking) -> bool:
    horses = [horse for worker in at.ground.workers() for horse in whole_tree(pid_of(worker))[1:]]
    return sum(tell(horse, signal.SIGKILL) for horse in horses) > 0


@fault
def a_worker_pauses_for_longer_than_its_lease(at: Breaking) -> bool:
    return at.pause(whole_tree(pid_of(at.a_worker())), at.ground.lease + 1, at.ground.lease + 4)


@fault
def a_worker_pauses(at: Breaking) -> bool:
    return at.pause(whole_tree(pid_of(at.a_worker())), 1, 5)


@fault
def a_bell_pauses(at: Breaking) -> bool:
    return at.pause(whole_tree(pid_of(at.a_bell())), 2, 6)


@fault
def workers_and_bells_are_deployed(at: Breaking) -> bool:
    running = [one for one in at.ground.workers_and_bells() if one.is_running()]
    return sum(tell(pid_of(one), signal.SIGTERM) for one in running) > 0


@fault
def the_clock_is_stepped(at: Breaking) -> bool:
    at.ground.clock.write_text(str(at.dice.choice((-3600, -60, 60, 3600))))
    at.for_a_while(lambda: at.ground.clock.write_text("0"), 1, 3)
    return True


@fault
def a_worker_cannot_write_files(at: Breaking) -> bool:
    return no_room(at, pid_of(at.a_worker()))
