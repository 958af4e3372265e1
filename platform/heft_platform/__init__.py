"""The application: one folder for each thing the service is about."""
