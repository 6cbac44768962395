"""What a template may use: functions, filters, labels, frames and large letters."""
