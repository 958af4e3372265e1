"""The main job, step by step: a pupil’s programme from the first worry to the last review, and everybody around it."""

from cast import sign_in
from others import (
    ask_the_authority,
    get_the_file,
    let_a_visitor_in_and_out,
    look_at_the_numbers,
    see_what_others_would_get,
)
from the_cluster import keep_the_cluster, write_the_next_version
from the_meetings import finish_the_programme, give_more_time, hold_the_review
from the_plan import (
    agree_the_plan,
    gather_what_is_asked_for,
    hold_the_first_meeting,
    start_a_programme,
    write_the_plan,
)
from the_pupil import know_the_pupils, know_what_happened, see_the_whole_pupil
from the_weeks import keep_commitments_and_actions, meet_the_pupil, pause_and_go_on, score_a_day


def walk(address: str) -> None:
    """Do the whole job."""
    cast = sign_in(address)
    keep_the_cluster(cast)
    know_the_pupils(cast)
    know_what_happened(cast)
    see_the_whole_pupil(cast)
    reference, first_day = start_a_programme(cast)
    gather_what_is_asked_for(cast, reference)
    hold_the_first_meeting(cast, reference)
    write_the_plan(cast, reference)
    agree_the_plan(cast, reference)
    score_a_day(cast, reference, first_day)
    meet_the_pupil(cast, reference, first_day)
    keep_commitments_and_actions(cast, reference)
    pause_and_go_on(cast, reference)
    hold_the_review(cast, reference)
    get_the_file(cast, reference)
    see_what_others_would_get(cast, reference)
    ask_the_authority(cast, reference)
    let_a_visitor_in_and_out(cast, reference)
    give_more_time(cast)
    write_the_next_version(cast)
    finish_the_programme(cast, reference)
    look_at_the_numbers(cast)
