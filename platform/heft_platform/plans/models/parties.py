"""On which side somebody is who promises or agrees."""

A_PARTY = "party in ('school', 'family', 'pupil', 'agency', 'la', 'independent')"
