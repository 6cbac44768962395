BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
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
INSERT INTO "api_configs" VALUES('01a2309944b976e5900e91ba5d6d01b9','installation',NULL,'omdb','api_key',X'02DED067A1F90DAAC3867AB3F112A468661495CF9F2E8A907AB49DFEC1F471E690158E39FD6810B2588B1D47C351BF5ADAB3ADB55A838119CE91F7213DE0C8','sion','2026-12-01 07:54:40.698000','2026-12-01 07:54:40.698000');
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
INSERT INTO "groups" VALUES('01a2309944b172f49a8bf022d6f92593','DEMO','A group','{"schema":1,"type":"GroupTags","data":{"always":{"EBOOK":["INTERNAL"]},"never":{"*":["PROPER"]}}}','2026-12-01 07:54:40.690000');
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
INSERT INTO "job_events" VALUES(1,'01a2309943df723589779e23a9386e76','2026-12-01 07:54:40.484000','job.created','{}');
INSERT INTO "job_events" VALUES(2,'01a2309943f071c49a87a119d893609e','2026-12-01 07:54:40.497000','job.created','{}');
INSERT INTO "job_events" VALUES(3,'01a2309943f2769ab232c005197b8fa1','2026-12-01 07:54:40.499000','job.created','{}');
INSERT INTO "job_events" VALUES(4,'01a2309943df723589779e23a9386e76','2026-12-01 07:54:40.503000','job.running','{"owner":"host:1:00000000","attempt":1}');
INSERT INTO "job_events" VALUES(5,'01a2309943df723589779e23a9386e76','2026-12-01 07:54:40.675000','job.completed','{}');
INSERT INTO "job_events" VALUES(6,'01a2309943f071c49a87a119d893609e','2026-12-01 07:54:40.682000','job.running','{"owner":"host:1:00000000","attempt":1}');
INSERT INTO "job_events" VALUES(7,'01a2309943f071c49a87a119d893609e','2026-12-01 07:54:40.688000','job.failed','{"code":"input.unreadable"}');
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
INSERT INTO "jobs" VALUES('01a2309943df723589779e23a9386e76','pack','completed',0,NULL,'/srv/packer/0.epub','EBOOK','DEMO','Ada.Example.Book.0.2020.RETAIL.ePUB.eBook-DEMO','{"schema":1,"type":"PackRequest","data":{"sources":[{"path":"/srv/packer/0.epub","name":""}],"output":"/srv/packer/out","group":"DEMO","kind":null,"form":null,"rule_set":null,"profile":null,"fields":{"source":"RETAIL"},"tags":[],"notes":[],"dirname":null,"stem":null,"volume_size":null,"sfv":null,"sha256":null,"fsync":null,"replace":false,"waivers":{},"extractor":null,"template":null,"language":null,"accept_defaults":false,"expect_plan":null,"enrich":null,"providers":[],"candidate":null,"locks":[]}}','{"schema":1,"type":"Description","data":{"kind":"EBOOK","files":[{"path":"/srv/packer/0.epub","format":"epub","size":21351,"mtime_ns":1796111680478067405,"name":""}],"metadata":{"class":"BookMetadata","title":"Book 0","subtitle":null,"authors":["Ada Example"],"publisher":null,"published":"2020-05-31","year":2020,"language":"en","edition":null,"subjects":[],"description":null,"source":"RETAIL","source_link":null,"isbn":null,"issn":null,"series":null,"series_index":null,"issue":null,"volume":null,"pages":null,"chapters":1,"cover":false,"doi":null,"version":null},"origins":{"source":"user","title":"file","authors":"file","published":"file","language":"file","chapters":"file","cover":"file","year":"file"},"rejected":[],"protection":null,"findings":[],"extractor":"epub","candidates":[],"credits":[]}}','{"schema":1,"type":"ReleasePlan","data":{"dirname":"Ada.Example.Book.0.2020.RETAIL.ePUB.eBook-DEMO","kind":"EBOOK","form":"book","rule_set":"EBOOK-2022","rule_set_hash":"dfc4fa3ff6b1a7f69fab289c53afd5053bf2796bf884afda372bc5ade579dd6b","profile":"rights-holder","group":"DEMO","files":[{"path":"dzgqt101.zip","size":24386,"exact":true},{"path":"dzgqt1.nfo","size":2348,"exact":true},{"path":"file_id.diz","size":292,"exact":true},{"path":"dzgqt1.sfv","size":23,"exact":true}],"texts":{"nfo":"\r\n     ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄\r\n   ████▓▓▓▓▒▒▒▒░░░░                                          ░░░░▒▒▒▒▓▓▓▓████\r\n   ██▓▓▒▒░░              ██▀▀█▄ ██▀▀▀▀ ██▄  ▄██ ▄█▀▀█▄               ░░▒▒▓▓██\r\n   █▓▒░                  ██  ██ ██▀▀   ██▀██▀██ ██  ██                   ░▒▓█\r\n   ██▓▓▒▒░░              ██▄▄█▀ ██▄▄▄▄ ██    ██ ▀█▄▄█▀               ░░▒▒▓▓██\r\n   ████▓▓▓▓▒▒▒▒░░░░                                          ░░░░▒▒▒▒▓▓▓▓████\r\n     ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀\r\n\r\n                             ─────┤ presents ├─────\r\n\r\n                                     Book 0\r\n\r\n                                       by\r\n                                  Ada Example\r\n\r\n  ╓──▓▒░ RELEASE ░▒▓─────────────────────────────────────────────────────────╖\r\n  ║                                                                          ║\r\n  ║  Ada.Example.Book.0.2020.RETAIL.ePUB.eBook-DEMO                          ║\r\n  ║                                                                          ║\r\n  ║  Release date ...: 2026-12-01                                            ║\r\n  ║  Release type ...: RETAIL                                                ║\r\n  ║  Format .........: epub                                                  ║\r\n  ║  Size ...........: 0.02 MB                                               ║\r\n  ║  Disks ..........: 1 x 5mb                                               ║\r\n  ║                                                                          ║\r\n  ╙──────────────────────────────────────────────────────────────────────────╜\r\n\r\n  ╓──▓▒░ BOOK ░▒▓────────────────────────────────────────────────────────────╖\r\n  ║                                                                          ║\r\n  ║  Title ..........: Book 0                                                ║\r\n  ║  Author .........: Ada Example                                           ║\r\n  ║  Publish date ...: 2020-05-31                                            ║\r\n  ║  Language .......: English                                               ║\r\n  ║                                                                          ║\r\n  ╙──────────────────────────────────────────────────────────────────────────╜\r\n\r\n     ░▒▓█▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀█▓▒░\r\n","diz":["▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄\r\n               DEMO presents\r\n────────────────────────────────────────────\r\n                   Book 0\r\n                Ada Example\r\n\r\n          English RETAIL epub 2020\r\n               DISK: [01/01]\r\n▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀\r\n"],"nfo_name":"dzgqt1.nfo","diz_name":"file_id.diz"},"archive":{"shape":"zip-of-rar","request":{"members":[{"name":"0.epub","size":21351,"mtime_ns":1796111680478067405,"source":0,"is_dir":false}],"stem":"dzgqt1","volume_size":5000000,"max_volumes":99,"naming":"old","riders":[{"name":"dzgqt1.nfo","size":2348},{"name":"file_id.diz","size":292}],"timestamp":1796111680,"utc_offset":0},"volumes":[{"path":"dzgqt101.zip","size":24386,"inner":"dzgqt1.rar","inner_size":21434}]},"sources":[{"path":"/srv/packer/0.epub","format":"epub","size":21351,"mtime_ns":1796111680478067405,"name":""}],"metadata":{"class":"BookMetadata","title":"Book 0","subtitle":null,"authors":["Ada Example"],"publisher":null,"published":"2020-05-31","year":2020,"language":"en","edition":null,"subjects":[],"description":null,"source":"RETAIL","source_link":null,"isbn":null,"issn":null,"series":null,"series_index":null,"issue":null,"volume":null,"pages":null,"chapters":1,"cover":false,"doi":null,"version":null},"origins":{"source":"user","title":"file","authors":"file","published":"file","language":"file","chapters":"file","cover":"file","year":"file"},"credits":[],"findings":[{"id":"nfo.recommended","severity":"info","subject":"dzgqt1.nfo","params":{"fields":"isbn|issn, genre, store_date, url"},"section":"nfo 4.1","waiver":null},{"id":"nfo.source_link","severity":"info","subject":"dzgqt1.nfo","params":{},"section":"nfo 2.2, 4.1","waiver":null}],"waivers":{},"bundles":[],"extras":[],"surroundings":{"now":1796111680,"release_date":"2026-12-01","utc_offset":0,"fixed_time":null,"taken":[],"tools":["ffmpeg","av"],"version":"0.1.0"},"sfv":true,"sha256":null,"fsync":null,"output":"/srv/packer/out","replace":false,"plan_hash":"3ca4059a0879e2e452a2d55c480f85d893756bca07883374135de53a63e04149"}}','3ca4059a0879e2e452a2d55c480f85d893756bca07883374135de53a63e04149','{"schema":1,"type":"Report","data":{"path":"/srv/packer/out/.packer/c0bd8b762b20846a/release","rule_set":"EBOOK-2022","findings":[{"id":"nfo.recommended","severity":"info","subject":"dzgqt1.nfo","params":{"fields":"isbn|issn, genre, store_date, url"},"section":"nfo 4.1","waiver":null},{"id":"nfo.source_link","severity":"info","subject":"dzgqt1.nfo","params":{},"section":"nfo 2.2, 4.1","waiver":null}],"not_judged":["dirname.kind.missing"],"files":[{"path":"dzgqt1.nfo","size":2348,"crc32":1110564716,"sha256":"2df59d1f80d17b2a3183baa9033cddb5c56c9e75913af3ed601d9485529224f0"},{"path":"dzgqt1.sfv","size":23,"crc32":224446345,"sha256":"169af1388722926e99b1fc3d3232cb1eb7f10275837a6c37a3c8dc183b17a99b"},{"path":"dzgqt101.zip","size":24386,"crc32":2159710940,"sha256":"0ccc78520257e3bc32e6ca47f40e94e999f5464a6294ab30014fd3ad36bb43c4"},{"path":"file_id.diz","size":292,"crc32":1635871927,"sha256":"71bd9f4b9bbba73e78636657375b4eea76bb121564dfb8a85fab282242381c1d"}],"bytes_read":27049,"receivers":[]}}',NULL,NULL,27049,27049,1,0,NULL,'host:1:00000000',2,NULL,1,0,'logs/01a2309943df723589779e23a9386e76.log',NULL,NULL,NULL,'2026-12-01 07:54:40.483000','2026-12-01 07:54:40.502000','2026-12-01 07:54:40.674000');
INSERT INTO "jobs" VALUES('01a2309943f071c49a87a119d893609e','pack','failed',0,NULL,'/srv/packer/1.epub',NULL,'OTHER',NULL,'{"schema":1,"type":"PackRequest","data":{"sources":[{"path":"/srv/packer/1.epub","name":""}],"output":"/srv/packer/out","group":"OTHER","kind":null,"form":null,"rule_set":null,"profile":null,"fields":{"source":"RETAIL"},"tags":[],"notes":[],"dirname":null,"stem":null,"volume_size":null,"sfv":null,"sha256":null,"fsync":null,"replace":false,"waivers":{},"extractor":null,"template":null,"language":null,"accept_defaults":false,"expect_plan":null,"enrich":null,"providers":[],"candidate":null,"locks":[]}}',NULL,NULL,NULL,NULL,'{"schema":1,"type":"JobError","data":{"code":"input.unreadable","facts":{"path":"/srv/packer/1.epub","reason":"empty"}}}',NULL,0,0,1,1,NULL,'host:1:00000000',2,NULL,1,0,'logs/01a2309943f071c49a87a119d893609e.log',NULL,NULL,NULL,'2026-12-01 07:54:40.497000','2026-12-01 07:54:40.681000','2026-12-01 07:54:40.687000');
INSERT INTO "jobs" VALUES('01a2309943f2769ab232c005197b8fa1','pack','pending',0,NULL,'/srv/packer/2.epub',NULL,'DEMO',NULL,'{"schema":1,"type":"PackRequest","data":{"sources":[{"path":"/srv/packer/2.epub","name":""}],"output":"/srv/packer/out","group":"DEMO","kind":null,"form":null,"rule_set":null,"profile":null,"fields":{"source":"RETAIL"},"tags":[],"notes":[],"dirname":null,"stem":null,"volume_size":null,"sfv":null,"sha256":null,"fsync":null,"replace":false,"waivers":{},"extractor":null,"template":null,"language":null,"accept_defaults":false,"expect_plan":null,"enrich":null,"providers":[],"candidate":null,"locks":[]}}',NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,0,NULL,0,0,'logs/01a2309943f2769ab232c005197b8fa1.log',NULL,NULL,NULL,'2026-12-01 07:54:40.499000',NULL,NULL);
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
INSERT INTO "preferences" VALUES('01a2309944b377c3960b98b9e3dff9ea','group:01a2309944b172f49a8bf022d6f92593',NULL,'01a2309944b172f49a8bf022d6f92593','EBOOK','pack.nfo_language','"fr"','2026-12-01 07:54:40.691000');
INSERT INTO "preferences" VALUES('01a2309944b4704d913826c2c2d8c255','user:01a2309943f876acb85d486cc9478595','01a2309943f876acb85d486cc9478595',NULL,'','pack.group','"DEMO"','2026-12-01 07:54:40.692000');
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
INSERT INTO "release_files" VALUES('01a2309944a37208825461f50a45db2e',0,'dzgqt1.nfo',2348,'4231df6c','2df59d1f80d17b2a3183baa9033cddb5c56c9e75913af3ed601d9485529224f0');
INSERT INTO "release_files" VALUES('01a2309944a37208825461f50a45db2e',1,'dzgqt1.sfv',23,'0d60c789','169af1388722926e99b1fc3d3232cb1eb7f10275837a6c37a3c8dc183b17a99b');
INSERT INTO "release_files" VALUES('01a2309944a37208825461f50a45db2e',2,'dzgqt101.zip',24386,'80ba92dc','0ccc78520257e3bc32e6ca47f40e94e999f5464a6294ab30014fd3ad36bb43c4');
INSERT INTO "release_files" VALUES('01a2309944a37208825461f50a45db2e',3,'file_id.diz',292,'61816cb7','71bd9f4b9bbba73e78636657375b4eea76bb121564dfb8a85fab282242381c1d');
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
INSERT INTO "releases" VALUES('01a2309944a37208825461f50a45db2e','01a2309943df723589779e23a9386e76',NULL,'Ada.Example.Book.0.2020.RETAIL.ePUB.eBook-DEMO','/srv/packer/out/Ada.Example.Book.0.2020.RETAIL.ePUB.eBook-DEMO','EBOOK','book','DEMO','EBOOK-2022',27049,'3ca4059a0879e2e452a2d55c480f85d893756bca07883374135de53a63e04149','{"schema":1,"type":"PackRequest","data":{"sources":[{"path":"/srv/packer/0.epub","name":""}],"output":"/srv/packer/out","group":"DEMO","kind":null,"form":null,"rule_set":null,"profile":null,"fields":{"source":"RETAIL"},"tags":[],"notes":[],"dirname":null,"stem":null,"volume_size":null,"sfv":null,"sha256":null,"fsync":null,"replace":false,"waivers":{},"extractor":null,"template":null,"language":null,"accept_defaults":false,"expect_plan":null,"enrich":null,"providers":[],"candidate":null,"locks":[]}}','{"schema":1,"type":"ReleasePlan","data":{"dirname":"Ada.Example.Book.0.2020.RETAIL.ePUB.eBook-DEMO","kind":"EBOOK","form":"book","rule_set":"EBOOK-2022","rule_set_hash":"dfc4fa3ff6b1a7f69fab289c53afd5053bf2796bf884afda372bc5ade579dd6b","profile":"rights-holder","group":"DEMO","files":[{"path":"dzgqt101.zip","size":24386,"exact":true},{"path":"dzgqt1.nfo","size":2348,"exact":true},{"path":"file_id.diz","size":292,"exact":true},{"path":"dzgqt1.sfv","size":23,"exact":true}],"texts":{"nfo":"\r\n     ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄\r\n   ████▓▓▓▓▒▒▒▒░░░░                                          ░░░░▒▒▒▒▓▓▓▓████\r\n   ██▓▓▒▒░░              ██▀▀█▄ ██▀▀▀▀ ██▄  ▄██ ▄█▀▀█▄               ░░▒▒▓▓██\r\n   █▓▒░                  ██  ██ ██▀▀   ██▀██▀██ ██  ██                   ░▒▓█\r\n   ██▓▓▒▒░░              ██▄▄█▀ ██▄▄▄▄ ██    ██ ▀█▄▄█▀               ░░▒▒▓▓██\r\n   ████▓▓▓▓▒▒▒▒░░░░                                          ░░░░▒▒▒▒▓▓▓▓████\r\n     ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀\r\n\r\n                             ─────┤ presents ├─────\r\n\r\n                                     Book 0\r\n\r\n                                       by\r\n                                  Ada Example\r\n\r\n  ╓──▓▒░ RELEASE ░▒▓─────────────────────────────────────────────────────────╖\r\n  ║                                                                          ║\r\n  ║  Ada.Example.Book.0.2020.RETAIL.ePUB.eBook-DEMO                          ║\r\n  ║                                                                          ║\r\n  ║  Release date ...: 2026-12-01                                            ║\r\n  ║  Release type ...: RETAIL                                                ║\r\n  ║  Format .........: epub                                                  ║\r\n  ║  Size ...........: 0.02 MB                                               ║\r\n  ║  Disks ..........: 1 x 5mb                                               ║\r\n  ║                                                                          ║\r\n  ╙──────────────────────────────────────────────────────────────────────────╜\r\n\r\n  ╓──▓▒░ BOOK ░▒▓────────────────────────────────────────────────────────────╖\r\n  ║                                                                          ║\r\n  ║  Title ..........: Book 0                                                ║\r\n  ║  Author .........: Ada Example                                           ║\r\n  ║  Publish date ...: 2020-05-31                                            ║\r\n  ║  Language .......: English                                               ║\r\n  ║                                                                          ║\r\n  ╙──────────────────────────────────────────────────────────────────────────╜\r\n\r\n     ░▒▓█▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀█▓▒░\r\n","diz":["▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄\r\n               DEMO presents\r\n────────────────────────────────────────────\r\n                   Book 0\r\n                Ada Example\r\n\r\n          English RETAIL epub 2020\r\n               DISK: [01/01]\r\n▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀\r\n"],"nfo_name":"dzgqt1.nfo","diz_name":"file_id.diz"},"archive":{"shape":"zip-of-rar","request":{"members":[{"name":"0.epub","size":21351,"mtime_ns":1796111680478067405,"source":0,"is_dir":false}],"stem":"dzgqt1","volume_size":5000000,"max_volumes":99,"naming":"old","riders":[{"name":"dzgqt1.nfo","size":2348},{"name":"file_id.diz","size":292}],"timestamp":1796111680,"utc_offset":0},"volumes":[{"path":"dzgqt101.zip","size":24386,"inner":"dzgqt1.rar","inner_size":21434}]},"sources":[{"path":"/srv/packer/0.epub","format":"epub","size":21351,"mtime_ns":1796111680478067405,"name":""}],"metadata":{"class":"BookMetadata","title":"Book 0","subtitle":null,"authors":["Ada Example"],"publisher":null,"published":"2020-05-31","year":2020,"language":"en","edition":null,"subjects":[],"description":null,"source":"RETAIL","source_link":null,"isbn":null,"issn":null,"series":null,"series_index":null,"issue":null,"volume":null,"pages":null,"chapters":1,"cover":false,"doi":null,"version":null},"origins":{"source":"user","title":"file","authors":"file","published":"file","language":"file","chapters":"file","cover":"file","year":"file"},"credits":[],"findings":[{"id":"nfo.recommended","severity":"info","subject":"dzgqt1.nfo","params":{"fields":"isbn|issn, genre, store_date, url"},"section":"nfo 4.1","waiver":null},{"id":"nfo.source_link","severity":"info","subject":"dzgqt1.nfo","params":{},"section":"nfo 2.2, 4.1","waiver":null}],"waivers":{},"bundles":[],"extras":[],"surroundings":{"now":1796111680,"release_date":"2026-12-01","utc_offset":0,"fixed_time":null,"taken":[],"tools":["ffmpeg","av"],"version":"0.1.0"},"sfv":true,"sha256":null,"fsync":null,"output":"/srv/packer/out","replace":false,"plan_hash":"3ca4059a0879e2e452a2d55c480f85d893756bca07883374135de53a63e04149"}}',NULL,NULL,'2026-12-01 07:54:40.678000',NULL);
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
INSERT INTO "users" VALUES('01a2309943f876acb85d486cc9478595','local','admin',NULL,NULL,0,'2026-12-01 07:54:40.505000',NULL);
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
