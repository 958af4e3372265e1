"""On which side somebody is who commits to something or agrees."""

A_PARTY = "party in ('school', 'family', 'pupil', 'agency', 'la', 'independent')"
