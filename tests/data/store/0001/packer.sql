BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE api_configs (
	id CHAR(32) NOT NULL, 
	scope VARCHAR(40) NOT NULL, 
	user_id CHAR(32), 
	provider VARCHAR(190) NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	sealed BLOB NOT NULL, 
	hint VARCHAR(40) NOT NULL, 
	created_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	CONSTRAINT pk_api_configs PRIMARY KEY (id), 
	CONSTRAINT fk_api_configs_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE, 
	CONSTRAINT uq_api_configs_scope_provider_name UNIQUE (scope, provider, name)
);
INSERT INTO "api_configs" VALUES('01a20d75e6b47240b2815718d6719c7b','installation',NULL,'omdb','api_key',X'0143509E971AC4B286C3A7D4A4E914D26C8C93066DD134F114DD3B424DD822D15F254F1255066809EA0839F01E3CE119177AA8D7D7C83C07C7BB9F4E963090','sion','2026-11-24 12:09:20.310000','2026-11-24 12:09:20.310000');
CREATE TABLE api_tokens (
	id CHAR(32) NOT NULL, 
	user_id CHAR(32) NOT NULL, 
	name VARCHAR(190) NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	hint VARCHAR(40) NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME, 
	last_used_at DATETIME, 
	CONSTRAINT pk_api_tokens PRIMARY KEY (id), 
	CONSTRAINT fk_api_tokens_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE, 
	CONSTRAINT uq_api_tokens_token_hash UNIQUE (token_hash)
);
CREATE TABLE deliveries (
	id CHAR(32) NOT NULL, 
	release_id CHAR(32) NOT NULL, 
	job_id CHAR(32), 
	destination VARCHAR(1000) NOT NULL, 
	status VARCHAR(40) NOT NULL, 
	ledger TEXT, 
	created_at DATETIME NOT NULL, 
	finished_at DATETIME, 
	CONSTRAINT pk_deliveries PRIMARY KEY (id), 
	CONSTRAINT fk_deliveries_job_id FOREIGN KEY(job_id) REFERENCES jobs (id) ON DELETE SET NULL, 
	CONSTRAINT fk_deliveries_release_id FOREIGN KEY(release_id) REFERENCES releases (id) ON DELETE CASCADE
);
CREATE TABLE drafts (
	id CHAR(32) NOT NULL, 
	user_id CHAR(32), 
	title VARCHAR(1000) NOT NULL, 
	data TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	CONSTRAINT pk_drafts PRIMARY KEY (id), 
	CONSTRAINT fk_drafts_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE TABLE ftp_configs (
	id CHAR(32) NOT NULL, 
	scope VARCHAR(40) NOT NULL, 
	user_id CHAR(32), 
	name VARCHAR(190) NOT NULL, 
	address VARCHAR(1000) NOT NULL, 
	username VARCHAR(190), 
	options TEXT, 
	sealed BLOB, 
	hint VARCHAR(40), 
	created_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	CONSTRAINT pk_ftp_configs PRIMARY KEY (id), 
	CONSTRAINT fk_ftp_configs_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE, 
	CONSTRAINT uq_ftp_configs_scope_name UNIQUE (scope, name)
);
CREATE TABLE group_members (
	group_id CHAR(32) NOT NULL, 
	user_id CHAR(32) NOT NULL, 
	role VARCHAR(40) NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_group_members PRIMARY KEY (group_id, user_id), 
	CONSTRAINT fk_group_members_group_id FOREIGN KEY(group_id) REFERENCES groups (id) ON DELETE CASCADE, 
	CONSTRAINT fk_group_members_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE TABLE groups (
	id CHAR(32) NOT NULL, 
	name VARCHAR(190) NOT NULL, 
	title VARCHAR(1000), 
	tag_rules TEXT, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_groups PRIMARY KEY (id), 
	CONSTRAINT uq_groups_name UNIQUE (name)
);
INSERT INTO "groups" VALUES('01a20d75e6a975469c3e9d05f34b2bb6','DEMO','A group','{"schema":1,"type":"GroupTags","data":{"always":{"EBOOK":["INTERNAL"]},"never":{"*":["PROPER"]}}}','2026-11-24 12:09:20.298000');
CREATE TABLE invitations (
	id CHAR(32) NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	role VARCHAR(40) NOT NULL, 
	invited_by CHAR(32), 
	used_by CHAR(32), 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_invitations PRIMARY KEY (id), 
	CONSTRAINT fk_invitations_invited_by FOREIGN KEY(invited_by) REFERENCES users (id) ON DELETE SET NULL, 
	CONSTRAINT fk_invitations_used_by FOREIGN KEY(used_by) REFERENCES users (id) ON DELETE SET NULL, 
	CONSTRAINT uq_invitations_token_hash UNIQUE (token_hash)
);
CREATE TABLE job_events (
	id INTEGER NOT NULL, 
	job_id CHAR(32) NOT NULL, 
	at DATETIME NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	data TEXT NOT NULL, 
	CONSTRAINT pk_job_events PRIMARY KEY (id), 
	CONSTRAINT fk_job_events_job_id FOREIGN KEY(job_id) REFERENCES jobs (id) ON DELETE CASCADE
);
INSERT INTO "job_events" VALUES(1,'01a20d75e5b07316bafc73971a2b335e','2026-11-24 12:09:20.056000','job.created','{}');
INSERT INTO "job_events" VALUES(2,'01a20d75e5cf7129a2f6d2636a4f4855','2026-11-24 12:09:20.082000','job.created','{}');
INSERT INTO "job_events" VALUES(3,'01a20d75e5d377b4b6a0b698357f4a41','2026-11-24 12:09:20.085000','job.created','{}');
INSERT INTO "job_events" VALUES(4,'01a20d75e5b07316bafc73971a2b335e','2026-11-24 12:09:20.091000','job.running','{"owner":"host:1:00000000","attempt":1}');
INSERT INTO "job_events" VALUES(5,'01a20d75e5b07316bafc73971a2b335e','2026-11-24 12:09:20.276000','job.completed','{}');
INSERT INTO "job_events" VALUES(6,'01a20d75e5cf7129a2f6d2636a4f4855','2026-11-24 12:09:20.287000','job.running','{"owner":"host:1:00000000","attempt":1}');
INSERT INTO "job_events" VALUES(7,'01a20d75e5cf7129a2f6d2636a4f4855','2026-11-24 12:09:20.295000','job.failed','{"code":"input.unreadable"}');
CREATE TABLE jobs (
	id CHAR(32) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	status VARCHAR(40) NOT NULL, 
	inline BOOLEAN NOT NULL, 
	user_id CHAR(32), 
	subject VARCHAR(1000) NOT NULL, 
	release_kind VARCHAR(40), 
	group_name VARCHAR(190), 
	dirname VARCHAR(1000), 
	config_json TEXT NOT NULL, 
	description TEXT, 
	"plan" TEXT, 
	plan_hash CHAR(64), 
	report TEXT, 
	error TEXT, 
	stage VARCHAR(40), 
	done BIGINT NOT NULL, 
	total BIGINT NOT NULL, 
	attempt INTEGER NOT NULL, 
	failures INTEGER NOT NULL, 
	due_at DATETIME, 
	owner VARCHAR(190), 
	lease INTEGER NOT NULL, 
	lease_until DATETIME, 
	fence INTEGER NOT NULL, 
	cancel_asked BOOLEAN NOT NULL, 
	log_path VARCHAR(1000) NOT NULL, 
	rerun_of CHAR(32), 
	fixes CHAR(32), 
	fix VARCHAR(40), 
	created_at DATETIME NOT NULL, 
	started_at DATETIME, 
	finished_at DATETIME, 
	CONSTRAINT pk_jobs PRIMARY KEY (id), 
	CONSTRAINT fk_jobs_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE SET NULL
);
INSERT INTO "jobs" VALUES('01a20d75e5b07316bafc73971a2b335e','pack','completed',0,NULL,'/srv/packer/0.epub','EBOOK','DEMO','Ada.Example.Book.0.2020.RETAIL.ePUB.eBook-DEMO','{"schema":1,"type":"PackRequest","data":{"sources":[{"path":"/srv/packer/0.epub","name":""}],"output":"/srv/packer/out","group":"DEMO","kind":null,"form":null,"rule_set":null,"profile":null,"fields":{"source":"RETAIL"},"tags":[],"notes":[],"dirname":null,"stem":null,"volume_size":null,"sfv":null,"sha256":null,"fsync":null,"replace":false,"waivers":{},"extractor":null,"template":null,"language":null,"accept_defaults":false,"expect_plan":null,"enrich":null,"providers":[],"candidate":null,"locks":[]}}','{"schema":1,"type":"Description","data":{"kind":"EBOOK","files":[{"path":"/srv/packer/0.epub","format":"epub","size":21351,"mtime_ns":1795522160046717985,"name":""}],"metadata":{"class":"BookMetadata","title":"Book 0","subtitle":null,"authors":["Ada Example"],"publisher":null,"published":"2020-05-31","year":2020,"language":"en","edition":null,"subjects":[],"description":null,"source":"RETAIL","source_link":null,"isbn":null,"issn":null,"series":null,"series_index":null,"issue":null,"volume":null,"pages":null,"chapters":1,"cover":false,"doi":null,"version":null},"origins":{"source":"user","title":"file","authors":"file","published":"file","language":"file","chapters":"file","cover":"file","year":"file"},"rejected":[],"protection":null,"findings":[],"extractor":"epub","candidates":[],"credits":[]}}','{"schema":1,"type":"ReleasePlan","data":{"dirname":"Ada.Example.Book.0.2020.RETAIL.ePUB.eBook-DEMO","kind":"EBOOK","form":"book","rule_set":"EBOOK-2022","rule_set_hash":"dfc4fa3ff6b1a7f69fab289c53afd5053bf2796bf884afda372bc5ade579dd6b","profile":"rights-holder","group":"DEMO","files":[{"path":"dzgqt101.zip","size":24386,"exact":true},{"path":"dzgqt1.nfo","size":2348,"exact":true},{"path":"file_id.diz","size":292,"exact":true},{"path":"dzgqt1.sfv","size":23,"exact":true}],"texts":{"nfo":"\r\n     ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄\r\n   ████▓▓▓▓▒▒▒▒░░░░                                          ░░░░▒▒▒▒▓▓▓▓████\r\n   ██▓▓▒▒░░              ██▀▀█▄ ██▀▀▀▀ ██▄  ▄██ ▄█▀▀█▄               ░░▒▒▓▓██\r\n   █▓▒░                  ██  ██ ██▀▀   ██▀██▀██ ██  ██                   ░▒▓█\r\n   ██▓▓▒▒░░              ██▄▄█▀ ██▄▄▄▄ ██    ██ ▀█▄▄█▀               ░░▒▒▓▓██\r\n   ████▓▓▓▓▒▒▒▒░░░░                                          ░░░░▒▒▒▒▓▓▓▓████\r\n     ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀\r\n\r\n                             ─────┤ presents ├─────\r\n\r\n                                     Book 0\r\n\r\n                                       by\r\n                                  Ada Example\r\n\r\n  ╓──▓▒░ RELEASE ░▒▓─────────────────────────────────────────────────────────╖\r\n  ║                                                                          ║\r\n  ║  Ada.Example.Book.0.2020.RETAIL.ePUB.eBook-DEMO                          ║\r\n  ║                                                                          ║\r\n  ║  Release date ...: 2026-11-24                                            ║\r\n  ║  Release type ...: RETAIL                                                ║\r\n  ║  Format .........: epub                                                  ║\r\n  ║  Size ...........: 0.02 MB                                               ║\r\n  ║  Disks ..........: 1 x 5mb                                               ║\r\n  ║                                                                          ║\r\n  ╙──────────────────────────────────────────────────────────────────────────╜\r\n\r\n  ╓──▓▒░ BOOK ░▒▓────────────────────────────────────────────────────────────╖\r\n  ║                                                                          ║\r\n  ║  Title ..........: Book 0                                                ║\r\n  ║  Author .........: Ada Example                                           ║\r\n  ║  Publish date ...: 2020-05-31                                            ║\r\n  ║  Language .......: English                                               ║\r\n  ║                                                                          ║\r\n  ╙──────────────────────────────────────────────────────────────────────────╜\r\n\r\n     ░▒▓█▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀█▓▒░\r\n","diz":["▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄\r\n               DEMO presents\r\n────────────────────────────────────────────\r\n                   Book 0\r\n                Ada Example\r\n\r\n          English RETAIL epub 2020\r\n               DISK: [01/01]\r\n▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀\r\n"],"nfo_name":"dzgqt1.nfo","diz_name":"file_id.diz"},"archive":{"shape":"zip-of-rar","request":{"members":[{"name":"0.epub","size":21351,"mtime_ns":1795522160046717985,"source":0,"is_dir":false}],"stem":"dzgqt1","volume_size":5000000,"max_volumes":99,"naming":"old","riders":[{"name":"dzgqt1.nfo","size":2348},{"name":"file_id.diz","size":292}],"timestamp":1795522160,"utc_offset":0},"volumes":[{"path":"dzgqt101.zip","size":24386,"inner":"dzgqt1.rar","inner_size":21434}]},"sources":[{"path":"/srv/packer/0.epub","format":"epub","size":21351,"mtime_ns":1795522160046717985,"name":""}],"metadata":{"class":"BookMetadata","title":"Book 0","subtitle":null,"authors":["Ada Example"],"publisher":null,"published":"2020-05-31","year":2020,"language":"en","edition":null,"subjects":[],"description":null,"source":"RETAIL","source_link":null,"isbn":null,"issn":null,"series":null,"series_index":null,"issue":null,"volume":null,"pages":null,"chapters":1,"cover":false,"doi":null,"version":null},"origins":{"source":"user","title":"file","authors":"file","published":"file","language":"file","chapters":"file","cover":"file","year":"file"},"credits":[],"findings":[{"id":"nfo.recommended","severity":"info","subject":"dzgqt1.nfo","params":{"fields":"isbn|issn, genre, store_date, url"},"section":"nfo 4.1","waiver":null},{"id":"nfo.source_link","severity":"info","subject":"dzgqt1.nfo","params":{},"section":"nfo 2.2, 4.1","waiver":null}],"waivers":{},"bundles":[],"extras":[],"surroundings":{"now":1795522160,"release_date":"2026-11-24","utc_offset":0,"fixed_time":null,"taken":[],"tools":["ffmpeg","av"],"version":"0.1.0"},"sfv":true,"sha256":null,"fsync":null,"output":"/srv/packer/out","replace":false,"plan_hash":"ce6401d0625008a40f543d25a77592dc50178afd8082a7aae2b359f6e911ff21"}}','ce6401d0625008a40f543d25a77592dc50178afd8082a7aae2b359f6e911ff21','{"schema":1,"type":"Report","data":{"path":"/srv/packer/out/.packer/651e32e8a200f911/release","rule_set":"EBOOK-2022","findings":[{"id":"nfo.recommended","severity":"info","subject":"dzgqt1.nfo","params":{"fields":"isbn|issn, genre, store_date, url"},"section":"nfo 4.1","waiver":null},{"id":"nfo.source_link","severity":"info","subject":"dzgqt1.nfo","params":{},"section":"nfo 2.2, 4.1","waiver":null}],"not_judged":["dirname.kind.missing"],"files":[{"path":"dzgqt1.nfo","size":2348,"crc32":3431117278,"sha256":"ceb6719d7b86d8e053f7bdbf3be4214a65133da13f0f4b1a86064113089288af"},{"path":"dzgqt1.sfv","size":23,"crc32":2224453196,"sha256":"1ca9a0326810e82a88c5f09c405840cfe91fdc1b73a393d0756e3722cdf34bff"},{"path":"dzgqt101.zip","size":24386,"crc32":744962320,"sha256":"07c1c4ee9ea3f19fdc5501dcc8e671a80f0eb2b206ac7791cc65a8c1f0495608"},{"path":"file_id.diz","size":292,"crc32":1635871927,"sha256":"71bd9f4b9bbba73e78636657375b4eea76bb121564dfb8a85fab282242381c1d"}],"bytes_read":27049,"receivers":[]}}',NULL,NULL,27049,27049,1,0,NULL,'host:1:00000000',2,NULL,1,0,'logs/01a20d75e5b07316bafc73971a2b335e.log',NULL,NULL,NULL,'2026-11-24 12:09:20.055000','2026-11-24 12:09:20.090000','2026-11-24 12:09:20.275000');
INSERT INTO "jobs" VALUES('01a20d75e5cf7129a2f6d2636a4f4855','pack','failed',0,NULL,'/srv/packer/1.epub',NULL,'OTHER',NULL,'{"schema":1,"type":"PackRequest","data":{"sources":[{"path":"/srv/packer/1.epub","name":""}],"output":"/srv/packer/out","group":"OTHER","kind":null,"form":null,"rule_set":null,"profile":null,"fields":{"source":"RETAIL"},"tags":[],"notes":[],"dirname":null,"stem":null,"volume_size":null,"sfv":null,"sha256":null,"fsync":null,"replace":false,"waivers":{},"extractor":null,"template":null,"language":null,"accept_defaults":false,"expect_plan":null,"enrich":null,"providers":[],"candidate":null,"locks":[]}}',NULL,NULL,NULL,NULL,'{"schema":1,"type":"JobError","data":{"code":"input.unreadable","facts":{"path":"/srv/packer/1.epub","reason":"empty"}}}',NULL,0,0,1,1,NULL,'host:1:00000000',2,NULL,1,0,'logs/01a20d75e5cf7129a2f6d2636a4f4855.log',NULL,NULL,NULL,'2026-11-24 12:09:20.081000','2026-11-24 12:09:20.286000','2026-11-24 12:09:20.295000');
INSERT INTO "jobs" VALUES('01a20d75e5d377b4b6a0b698357f4a41','pack','pending',0,NULL,'/srv/packer/2.epub',NULL,'DEMO',NULL,'{"schema":1,"type":"PackRequest","data":{"sources":[{"path":"/srv/packer/2.epub","name":""}],"output":"/srv/packer/out","group":"DEMO","kind":null,"form":null,"rule_set":null,"profile":null,"fields":{"source":"RETAIL"},"tags":[],"notes":[],"dirname":null,"stem":null,"volume_size":null,"sfv":null,"sha256":null,"fsync":null,"replace":false,"waivers":{},"extractor":null,"template":null,"language":null,"accept_defaults":false,"expect_plan":null,"enrich":null,"providers":[],"candidate":null,"locks":[]}}',NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,0,NULL,0,0,'logs/01a20d75e5d377b4b6a0b698357f4a41.log',NULL,NULL,NULL,'2026-11-24 12:09:20.085000',NULL,NULL);
CREATE TABLE nfo_templates (
	id CHAR(32) NOT NULL, 
	scope VARCHAR(40) NOT NULL, 
	user_id CHAR(32), 
	name VARCHAR(190) NOT NULL, 
	kinds VARCHAR(1000) NOT NULL, 
	language VARCHAR(40) NOT NULL, 
	source TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	CONSTRAINT pk_nfo_templates PRIMARY KEY (id), 
	CONSTRAINT fk_nfo_templates_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE, 
	CONSTRAINT uq_nfo_templates_scope_name UNIQUE (scope, name)
);
CREATE TABLE preferences (
	id CHAR(32) NOT NULL, 
	scope VARCHAR(40) NOT NULL, 
	user_id CHAR(32), 
	group_id CHAR(32), 
	kind VARCHAR(40) NOT NULL, 
	name VARCHAR(190) NOT NULL, 
	value TEXT NOT NULL, 
	updated_at DATETIME NOT NULL, 
	CONSTRAINT pk_preferences PRIMARY KEY (id), 
	CONSTRAINT fk_preferences_group_id FOREIGN KEY(group_id) REFERENCES groups (id) ON DELETE CASCADE, 
	CONSTRAINT fk_preferences_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE, 
	CONSTRAINT uq_preferences_scope_kind_name UNIQUE (scope, kind, name)
);
INSERT INTO "preferences" VALUES('01a20d75e6ab73be930db79e32924903','group:01a20d75e6a975469c3e9d05f34b2bb6',NULL,'01a20d75e6a975469c3e9d05f34b2bb6','EBOOK','pack.nfo_language','"fr"','2026-11-24 12:09:20.300000');
INSERT INTO "preferences" VALUES('01a20d75e6ad7048ab4d654c94d96ab4','user:01a20d75e5df725a842111de3c7799bf','01a20d75e5df725a842111de3c7799bf',NULL,'','pack.group','"DEMO"','2026-11-24 12:09:20.302000');
CREATE TABLE release_files (
	release_id CHAR(32) NOT NULL, 
	number INTEGER NOT NULL, 
	path VARCHAR(1000) NOT NULL, 
	size BIGINT NOT NULL, 
	crc32 CHAR(8), 
	sha256 CHAR(64), 
	CONSTRAINT pk_release_files PRIMARY KEY (release_id, number), 
	CONSTRAINT fk_release_files_release_id FOREIGN KEY(release_id) REFERENCES releases (id) ON DELETE CASCADE
);
INSERT INTO "release_files" VALUES('01a20d75e69676f4a4b77893eb71e9dd',0,'dzgqt1.nfo',2348,'cc82b1de','ceb6719d7b86d8e053f7bdbf3be4214a65133da13f0f4b1a86064113089288af');
INSERT INTO "release_files" VALUES('01a20d75e69676f4a4b77893eb71e9dd',1,'dzgqt1.sfv',23,'8496764c','1ca9a0326810e82a88c5f09c405840cfe91fdc1b73a393d0756e3722cdf34bff');
INSERT INTO "release_files" VALUES('01a20d75e69676f4a4b77893eb71e9dd',2,'dzgqt101.zip',24386,'2c673910','07c1c4ee9ea3f19fdc5501dcc8e671a80f0eb2b206ac7791cc65a8c1f0495608');
INSERT INTO "release_files" VALUES('01a20d75e69676f4a4b77893eb71e9dd',3,'file_id.diz',292,'61816cb7','71bd9f4b9bbba73e78636657375b4eea76bb121564dfb8a85fab282242381c1d');
CREATE TABLE releases (
	id CHAR(32) NOT NULL, 
	job_id CHAR(32), 
	user_id CHAR(32), 
	dirname VARCHAR(1000) NOT NULL, 
	path TEXT NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	form VARCHAR(40) NOT NULL, 
	group_name VARCHAR(190) NOT NULL, 
	rule_set VARCHAR(190) NOT NULL, 
	size BIGINT NOT NULL, 
	plan_hash CHAR(64) NOT NULL, 
	config_json TEXT NOT NULL, 
	"plan" TEXT NOT NULL, 
	fixes_id CHAR(32), 
	fix VARCHAR(40), 
	created_at DATETIME NOT NULL, 
	deleted_at DATETIME, 
	CONSTRAINT pk_releases PRIMARY KEY (id), 
	CONSTRAINT fk_releases_fixes_id FOREIGN KEY(fixes_id) REFERENCES releases (id) ON DELETE SET NULL, 
	CONSTRAINT fk_releases_job_id FOREIGN KEY(job_id) REFERENCES jobs (id) ON DELETE SET NULL, 
	CONSTRAINT fk_releases_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE SET NULL, 
	CONSTRAINT uq_releases_job_id UNIQUE (job_id)
);
INSERT INTO "releases" VALUES('01a20d75e69676f4a4b77893eb71e9dd','01a20d75e5b07316bafc73971a2b335e',NULL,'Ada.Example.Book.0.2020.RETAIL.ePUB.eBook-DEMO','/srv/packer/out/Ada.Example.Book.0.2020.RETAIL.ePUB.eBook-DEMO','EBOOK','book','DEMO','EBOOK-2022',27049,'ce6401d0625008a40f543d25a77592dc50178afd8082a7aae2b359f6e911ff21','{"schema":1,"type":"PackRequest","data":{"sources":[{"path":"/srv/packer/0.epub","name":""}],"output":"/srv/packer/out","group":"DEMO","kind":null,"form":null,"rule_set":null,"profile":null,"fields":{"source":"RETAIL"},"tags":[],"notes":[],"dirname":null,"stem":null,"volume_size":null,"sfv":null,"sha256":null,"fsync":null,"replace":false,"waivers":{},"extractor":null,"template":null,"language":null,"accept_defaults":false,"expect_plan":null,"enrich":null,"providers":[],"candidate":null,"locks":[]}}','{"schema":1,"type":"ReleasePlan","data":{"dirname":"Ada.Example.Book.0.2020.RETAIL.ePUB.eBook-DEMO","kind":"EBOOK","form":"book","rule_set":"EBOOK-2022","rule_set_hash":"dfc4fa3ff6b1a7f69fab289c53afd5053bf2796bf884afda372bc5ade579dd6b","profile":"rights-holder","group":"DEMO","files":[{"path":"dzgqt101.zip","size":24386,"exact":true},{"path":"dzgqt1.nfo","size":2348,"exact":true},{"path":"file_id.diz","size":292,"exact":true},{"path":"dzgqt1.sfv","size":23,"exact":true}],"texts":{"nfo":"\r\n     ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄\r\n   ████▓▓▓▓▒▒▒▒░░░░                                          ░░░░▒▒▒▒▓▓▓▓████\r\n   ██▓▓▒▒░░              ██▀▀█▄ ██▀▀▀▀ ██▄  ▄██ ▄█▀▀█▄               ░░▒▒▓▓██\r\n   █▓▒░                  ██  ██ ██▀▀   ██▀██▀██ ██  ██                   ░▒▓█\r\n   ██▓▓▒▒░░              ██▄▄█▀ ██▄▄▄▄ ██    ██ ▀█▄▄█▀               ░░▒▒▓▓██\r\n   ████▓▓▓▓▒▒▒▒░░░░                                          ░░░░▒▒▒▒▓▓▓▓████\r\n     ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀\r\n\r\n                             ─────┤ presents ├─────\r\n\r\n                                     Book 0\r\n\r\n                                       by\r\n                                  Ada Example\r\n\r\n  ╓──▓▒░ RELEASE ░▒▓─────────────────────────────────────────────────────────╖\r\n  ║                                                                          ║\r\n  ║  Ada.Example.Book.0.2020.RETAIL.ePUB.eBook-DEMO                          ║\r\n  ║                                                                          ║\r\n  ║  Release date ...: 2026-11-24                                            ║\r\n  ║  Release type ...: RETAIL                                                ║\r\n  ║  Format .........: epub                                                  ║\r\n  ║  Size ...........: 0.02 MB                                               ║\r\n  ║  Disks ..........: 1 x 5mb                                               ║\r\n  ║                                                                          ║\r\n  ╙──────────────────────────────────────────────────────────────────────────╜\r\n\r\n  ╓──▓▒░ BOOK ░▒▓────────────────────────────────────────────────────────────╖\r\n  ║                                                                          ║\r\n  ║  Title ..........: Book 0                                                ║\r\n  ║  Author .........: Ada Example                                           ║\r\n  ║  Publish date ...: 2020-05-31                                            ║\r\n  ║  Language .......: English                                               ║\r\n  ║                                                                          ║\r\n  ╙──────────────────────────────────────────────────────────────────────────╜\r\n\r\n     ░▒▓█▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀█▓▒░\r\n","diz":["▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄\r\n               DEMO presents\r\n────────────────────────────────────────────\r\n                   Book 0\r\n                Ada Example\r\n\r\n          English RETAIL epub 2020\r\n               DISK: [01/01]\r\n▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀\r\n"],"nfo_name":"dzgqt1.nfo","diz_name":"file_id.diz"},"archive":{"shape":"zip-of-rar","request":{"members":[{"name":"0.epub","size":21351,"mtime_ns":1795522160046717985,"source":0,"is_dir":false}],"stem":"dzgqt1","volume_size":5000000,"max_volumes":99,"naming":"old","riders":[{"name":"dzgqt1.nfo","size":2348},{"name":"file_id.diz","size":292}],"timestamp":1795522160,"utc_offset":0},"volumes":[{"path":"dzgqt101.zip","size":24386,"inner":"dzgqt1.rar","inner_size":21434}]},"sources":[{"path":"/srv/packer/0.epub","format":"epub","size":21351,"mtime_ns":1795522160046717985,"name":""}],"metadata":{"class":"BookMetadata","title":"Book 0","subtitle":null,"authors":["Ada Example"],"publisher":null,"published":"2020-05-31","year":2020,"language":"en","edition":null,"subjects":[],"description":null,"source":"RETAIL","source_link":null,"isbn":null,"issn":null,"series":null,"series_index":null,"issue":null,"volume":null,"pages":null,"chapters":1,"cover":false,"doi":null,"version":null},"origins":{"source":"user","title":"file","authors":"file","published":"file","language":"file","chapters":"file","cover":"file","year":"file"},"credits":[],"findings":[{"id":"nfo.recommended","severity":"info","subject":"dzgqt1.nfo","params":{"fields":"isbn|issn, genre, store_date, url"},"section":"nfo 4.1","waiver":null},{"id":"nfo.source_link","severity":"info","subject":"dzgqt1.nfo","params":{},"section":"nfo 2.2, 4.1","waiver":null}],"waivers":{},"bundles":[],"extras":[],"surroundings":{"now":1795522160,"release_date":"2026-11-24","utc_offset":0,"fixed_time":null,"taken":[],"tools":["ffmpeg","av"],"version":"0.1.0"},"sfv":true,"sha256":null,"fsync":null,"output":"/srv/packer/out","replace":false,"plan_hash":"ce6401d0625008a40f543d25a77592dc50178afd8082a7aae2b359f6e911ff21"}}',NULL,NULL,'2026-11-24 12:09:20.282000',NULL);
CREATE TABLE revoked_tokens (
	jti VARCHAR(64) NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_revoked_tokens PRIMARY KEY (jti)
);
CREATE TABLE security_events (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	user_id CHAR(32), 
	address VARCHAR(190), 
	details TEXT, 
	CONSTRAINT pk_security_events PRIMARY KEY (id), 
	CONSTRAINT fk_security_events_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE SET NULL
);
CREATE TABLE uploads (
	id CHAR(32) NOT NULL, 
	user_id CHAR(32), 
	name VARCHAR(1000) NOT NULL, 
	size BIGINT NOT NULL, 
	received BIGINT NOT NULL, 
	sha256 CHAR(64), 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_uploads PRIMARY KEY (id), 
	CONSTRAINT fk_uploads_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE TABLE used_stems (
	group_name VARCHAR(100) NOT NULL, 
	year INTEGER NOT NULL, 
	stem VARCHAR(200) NOT NULL, 
	dirname VARCHAR(1000) NOT NULL, 
	CONSTRAINT pk_used_stems PRIMARY KEY (group_name, year, stem)
);
INSERT INTO "used_stems" VALUES('DEMO',2026,'dzgqt1','Ada.Example.Book.0.2020.RETAIL.ePUB.eBook-DEMO');
CREATE TABLE users (
	id CHAR(32) NOT NULL, 
	name VARCHAR(190) NOT NULL, 
	role VARCHAR(40) NOT NULL, 
	password_hash VARCHAR(1000), 
	language VARCHAR(40), 
	disabled BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	last_login_at DATETIME, 
	CONSTRAINT pk_users PRIMARY KEY (id), 
	CONSTRAINT uq_users_name UNIQUE (name)
);
INSERT INTO "users" VALUES('01a20d75e5df725a842111de3c7799bf','local','admin',NULL,NULL,0,'2026-11-24 12:09:20.096000',NULL);
CREATE INDEX ix_revoked_tokens_expires_at ON revoked_tokens (expires_at);
CREATE INDEX ix_api_tokens_user_id ON api_tokens (user_id);
CREATE INDEX ix_drafts_user_id_id ON drafts (user_id, id);
CREATE INDEX ix_group_members_user_id ON group_members (user_id);
CREATE INDEX ix_jobs_group_name_id ON jobs (group_name, id);
CREATE INDEX ix_jobs_plan_hash ON jobs (plan_hash);
CREATE INDEX ix_jobs_release_kind_id ON jobs (release_kind, id);
CREATE INDEX ix_jobs_status_id ON jobs (status, id);
CREATE INDEX ix_jobs_user_id_id ON jobs (user_id, id);
CREATE INDEX ix_security_events_at ON security_events (at);
CREATE INDEX ix_security_events_user_id_id ON security_events (user_id, id);
CREATE INDEX ix_uploads_expires_at ON uploads (expires_at);
CREATE INDEX ix_uploads_user_id_id ON uploads (user_id, id);
CREATE INDEX ix_job_events_job_id_id ON job_events (job_id, id);
CREATE INDEX ix_releases_dirname ON releases (dirname);
CREATE INDEX ix_releases_fixes_id ON releases (fixes_id);
CREATE INDEX ix_releases_group_name_id ON releases (group_name, id);
CREATE INDEX ix_releases_kind_id ON releases (kind, id);
CREATE INDEX ix_releases_user_id_id ON releases (user_id, id);
CREATE INDEX ix_deliveries_job_id ON deliveries (job_id);
CREATE INDEX ix_deliveries_release_id ON deliveries (release_id);
COMMIT;
