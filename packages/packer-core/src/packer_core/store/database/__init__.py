"""Opening the database: its folder, its connections, its faults, its upgrades."""
