"""Parts of a team’s page: talks, actions, reminders, follow-up, and what others took up."""
