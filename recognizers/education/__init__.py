"""Student, exam, certificate and professional numbers."""
