BEGIN TRANSACTION;
CREATE TABLE agency (
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	name VARCHAR(300) NOT NULL, 
	CONSTRAINT pk_agency PRIMARY KEY (id), 
	CONSTRAINT fk_agency_organization_id FOREIGN KEY(organization_id) REFERENCES organization (id), 
	CONSTRAINT uq_agency_organization_id_name UNIQUE (organization_id, name)
);
INSERT INTO "agency" VALUES(1,1,'สำนักงานคลังจังหวัด');
INSERT INTO "agency" VALUES(2,1,'สำนักงานสาธารณสุขจังหวัด');
INSERT INTO "agency" VALUES(3,1,'สำนักงานที่ดินจังหวัด');
CREATE TABLE agency_alias (
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	agency_id INTEGER NOT NULL, 
	alias VARCHAR(300) NOT NULL, 
	CONSTRAINT pk_agency_alias PRIMARY KEY (id), 
	CONSTRAINT fk_agency_alias_agency_id FOREIGN KEY(agency_id) REFERENCES agency (id) ON DELETE CASCADE, 
	CONSTRAINT fk_agency_alias_organization_id FOREIGN KEY(organization_id) REFERENCES organization (id), 
	CONSTRAINT uq_agency_alias_organization_id_alias UNIQUE (organization_id, alias)
);
CREATE TABLE agency_group (
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	name VARCHAR(300) NOT NULL, 
	CONSTRAINT pk_agency_group PRIMARY KEY (id), 
	CONSTRAINT fk_agency_group_organization_id FOREIGN KEY(organization_id) REFERENCES organization (id), 
	CONSTRAINT uq_agency_group_organization_id_name UNIQUE (organization_id, name)
);
INSERT INTO "agency_group" VALUES(1,1,'ส่วนราชการประจำจังหวัด');
CREATE TABLE agency_group_member (
	group_id INTEGER NOT NULL, 
	agency_id INTEGER NOT NULL, 
	CONSTRAINT pk_agency_group_member PRIMARY KEY (group_id, agency_id), 
	CONSTRAINT fk_agency_group_member_agency_id FOREIGN KEY(agency_id) REFERENCES agency (id) ON DELETE CASCADE, 
	CONSTRAINT fk_agency_group_member_group_id FOREIGN KEY(group_id) REFERENCES agency_group (id) ON DELETE CASCADE
);
INSERT INTO "agency_group_member" VALUES(1,1);
INSERT INTO "agency_group_member" VALUES(1,2);
INSERT INTO "agency_group_member" VALUES(1,3);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE assignment (
	id INTEGER NOT NULL, 
	measure_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	party_text TEXT, 
	agency_id INTEGER, 
	group_id INTEGER, 
	period_text TEXT, 
	start_on DATE, 
	end_on DATE, 
	recurrence VARCHAR(40), 
	steps JSON NOT NULL, 
	removed_at DATETIME, 
	CONSTRAINT pk_assignment PRIMARY KEY (id), 
	CONSTRAINT fk_assignment_agency_id FOREIGN KEY(agency_id) REFERENCES agency (id), 
	CONSTRAINT fk_assignment_group_id FOREIGN KEY(group_id) REFERENCES agency_group (id), 
	CONSTRAINT fk_assignment_measure_id FOREIGN KEY(measure_id) REFERENCES measure (id) ON DELETE CASCADE
);
INSERT INTO "assignment" VALUES(1,1,0,NULL,NULL,1,NULL,NULL,NULL,NULL,'[]',NULL);
INSERT INTO "assignment" VALUES(2,2,0,NULL,1,NULL,NULL,'2026-11-01',NULL,NULL,'[]',NULL);
CREATE TABLE audit_entry (
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	action VARCHAR(40) NOT NULL, 
	subject VARCHAR(60) NOT NULL, 
	salt VARCHAR(32) NOT NULL, 
	text_digest VARCHAR(64) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_audit_entry PRIMARY KEY (id), 
	CONSTRAINT fk_audit_entry_organization_id FOREIGN KEY(organization_id) REFERENCES organization (id)
);
INSERT INTO "audit_entry" VALUES(1,1,1,'2026-11-10 02:30:00.280471','person.registered','membership:1','089d87f251dd2c01042320f9825011c7','1e7b6adf0973318c4a6daafb401dd3b7e685f0c9a7ad08e182608b9df6a4a1e5','ec4cf64d963e27feb1cc090c0d431834d32ab0ce4dcf14e39e54808538a55c34');
INSERT INTO "audit_entry" VALUES(2,1,2,'2026-11-10 02:30:00.538286','person.registered','membership:2','9e9dc5d401e71d73b9f71bd6f9daf815','ab8817ebea3d947b8ce50730312a359b63c1c9a9c787be17f7cdf13fd40bec16','9d91e05a7304601de27df8dd5e4cbfa1ab6e8ba63015283ea5234068f64a9f92');
INSERT INTO "audit_entry" VALUES(3,1,3,'2026-11-10 02:30:00.942817','report.sent','obligation:2','baecf94ecd6b351b203694644e1409cd','605938267949bfd9de034249c0dec595247e637f1ed998b51bb40334288469e2','7a05695bbe754c303966a4b4affcbe9f8df5c23d3c0c1dcb720df7ecc6285680');
INSERT INTO "audit_entry" VALUES(4,1,4,'2026-11-10 02:30:01.132946','report.accepted','obligation:2','c89b5f0d240b805f73fa5111ea05ebfd','7e33dbbdd3d216458b0ace23bdecca44cc193d14d2e1eae4805fc2e421d98628','3ccc5633957d31c45f4133d46d5d7f687498eec58ace15090e7804dc93fa65f7');
INSERT INTO "audit_entry" VALUES(5,1,5,'2026-12-03 02:00:00.150391','report.published','report_version:1','fb901cf6aaff0db1ffced0548d6b6017','1eb7289ab32c6f2dc897f7356409886f876b16fc37a8779abc065cd7bc958788','cdc4ee62408c7bde0b51ff3ea61ea485535648f4fe796de928e08bb05371c599');
CREATE TABLE audit_text (
	entry_id INTEGER NOT NULL, 
	body JSON NOT NULL, 
	CONSTRAINT pk_audit_text PRIMARY KEY (entry_id), 
	CONSTRAINT fk_audit_text_entry_id FOREIGN KEY(entry_id) REFERENCES audit_entry (id)
);
INSERT INTO "audit_text" VALUES(1,'{"person":1,"agency":1,"role":"officer"}');
INSERT INTO "audit_text" VALUES(2,'{"person":2,"agency":null,"role":"secretariat"}');
INSERT INTO "audit_text" VALUES(3,'{"person":1,"revision":1,"progress":"in_progress"}');
INSERT INTO "audit_text" VALUES(4,'{"person":2,"revision":1,"reason":null}');
INSERT INTO "audit_text" VALUES(5,'{"fiscal_year":2570,"number":1,"digest":"b6fae33ba33edbb759d4db1f8ab34a2c41746b7e5db2cc4aab31fb4bfad0fac9","despite":["empty_cell"],"by":"เลขานุการ"}');
CREATE TABLE cell_edit (
	id INTEGER NOT NULL, 
	plan_id INTEGER NOT NULL, 
	measure_id INTEGER, 
	place VARCHAR(40) NOT NULL, 
	text TEXT, 
	basis VARCHAR(64) NOT NULL, 
	sources JSON NOT NULL, 
	edited_at DATETIME NOT NULL, 
	edited_by VARCHAR(200), 
	CONSTRAINT pk_cell_edit PRIMARY KEY (id), 
	CONSTRAINT fk_cell_edit_measure_id FOREIGN KEY(measure_id) REFERENCES measure (id) ON DELETE CASCADE, 
	CONSTRAINT fk_cell_edit_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE CASCADE
);
CREATE TABLE channel (
	id INTEGER NOT NULL, 
	line_channel_id VARCHAR(64) NOT NULL, 
	bot_user_id VARCHAR(64), 
	basic_id VARCHAR(64), 
	quota_limit INTEGER, 
	quota_used_elsewhere INTEGER NOT NULL, 
	quota_read_at DATETIME, 
	CONSTRAINT pk_channel PRIMARY KEY (id), 
	CONSTRAINT uq_channel_line_channel_id UNIQUE (line_channel_id)
);
INSERT INTO "channel" VALUES(1,'2000000001',NULL,NULL,NULL,0,NULL);
CREATE TABLE conversation (
	id INTEGER NOT NULL, 
	channel_id INTEGER NOT NULL, 
	"key" VARCHAR(64) NOT NULL, 
	leased_until DATETIME, 
	CONSTRAINT pk_conversation PRIMARY KEY (id), 
	CONSTRAINT fk_conversation_channel_id FOREIGN KEY(channel_id) REFERENCES channel (id), 
	CONSTRAINT uq_conversation_channel_id_key UNIQUE (channel_id, "key")
);
INSERT INTO "conversation" VALUES(1,1,'U49ecb766104b4be750f5382e6724ff02',NULL);
INSERT INTO "conversation" VALUES(2,1,'U8b42c5558e06cb27bdf30e761285627f',NULL);
CREATE TABLE delivery (
	id INTEGER NOT NULL, 
	channel_id INTEGER NOT NULL, 
	organization_id INTEGER, 
	recipient VARCHAR(64) NOT NULL, 
	purpose VARCHAR(40) NOT NULL, 
	messages JSON NOT NULL, 
	dedupe_key VARCHAR(120), 
	reply_token VARCHAR(128), 
	reply_until DATETIME, 
	reply_open BOOLEAN NOT NULL, 
	may_push BOOLEAN NOT NULL, 
	retry_key VARCHAR(36) NOT NULL, 
	first_push_at DATETIME, 
	state VARCHAR(24) NOT NULL, 
	attempts INTEGER NOT NULL, 
	next_try_at DATETIME NOT NULL, 
	expires_at DATETIME, 
	paid_messages INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	sent_at DATETIME, 
	sent_by VARCHAR(10), 
	error TEXT, 
	request_id VARCHAR(64), 
	CONSTRAINT pk_delivery PRIMARY KEY (id), 
	CONSTRAINT fk_delivery_channel_id FOREIGN KEY(channel_id) REFERENCES channel (id), 
	CONSTRAINT fk_delivery_organization_id FOREIGN KEY(organization_id) REFERENCES organization (id), 
	CONSTRAINT uq_delivery_dedupe_key UNIQUE (dedupe_key)
);
INSERT INTO "delivery" VALUES(21,1,NULL,'U49ecb766104b4be750f5382e6724ff02','answer','[{"type":"text","text":"มาตรการ 1.1 · รอบเดือนธันวาคม 2569\n\n■ ผลลัพธ์/ความสำเร็จ\n\nการดำเนินการนี้เกิดผลอย่างไร เช่น คะแนน จำนวนผู้ได้รับประโยชน์ สิ่งที่ดีขึ้น\nหากยังไม่มี ให้พิมพ์ ข้าม\n\n(พิมพ์ ข้าม ย้อนกลับ พักไว้ หรือ ยกเลิก ก็ได้)","quickReply":{"items":[{"type":"action","action":{"type":"postback","label":"ข้าม","data":"a=word&d=2&w=skip&q=outcome","displayText":"ข้าม"}},{"type":"action","action":{"type":"postback","label":"ย้อนกลับ","data":"a=word&d=2&w=back&q=outcome","displayText":"ย้อนกลับ"}},{"type":"action","action":{"type":"postback","label":"พักไว้","data":"a=word&d=2&w=park&q=outcome","displayText":"พักไว้"}},{"type":"action","action":{"type":"postback","label":"ยกเลิก","data":"a=word&d=2&w=cancel&q=outcome","displayText":"ยกเลิก"}}]}}]',NULL,'428fa19d8e6f7491a59aa1310bf197ab','2026-12-08 02:30:50.200785',0,1,'b9ac3138-1db9-4448-9247-d77248ae90cb',NULL,'sent',1,'2026-12-08 02:31:00.210235',NULL,0,'2026-12-08 02:30:00.210235','2026-12-08 02:30:00.235445','reply',NULL,'b029a900-1b71-4f8d-9bd7-a576f1babd4e');
CREATE TABLE draft (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	form VARCHAR(20) NOT NULL, 
	obligation_id INTEGER, 
	membership_id INTEGER NOT NULL, 
	answers JSON NOT NULL, 
	active BOOLEAN NOT NULL, 
	started_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	closed_at DATETIME, 
	CONSTRAINT pk_draft PRIMARY KEY (id), 
	CONSTRAINT fk_draft_membership_id FOREIGN KEY(membership_id) REFERENCES membership (id), 
	CONSTRAINT fk_draft_obligation_id FOREIGN KEY(obligation_id) REFERENCES obligation (id) ON DELETE CASCADE, 
	CONSTRAINT fk_draft_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "draft" VALUES(1,1,'report',2,1,'{"progress":"in_progress","_from":{"summary":["500000000001018315"],"evidence":["500000000001135444"]},"summary":"จัดประชุมชี้แจงเมื่อวันที่ 12 พ.ย. 2569 ผู้เข้าร่วม 85 คน","outcome":"","evidence":"done"}',0,'2026-11-10 02:30:00.648347','2026-11-10 02:30:00.942817','2026-11-10 02:30:00.942817');
INSERT INTO "draft" VALUES(2,1,'report',9,1,'{"progress":"in_progress","_from":{"summary":["500000000001871995"]},"summary":"ประชุมชี้แจงเพิ่มเติม 2 ครั้ง"}',1,'2026-12-08 02:30:00.089813','2026-12-08 02:30:00.210235',NULL);
CREATE TABLE evidence (
	id INTEGER NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	person_id INTEGER NOT NULL, 
	agency_id INTEGER, 
	draft_id INTEGER, 
	line_message_id VARCHAR(64), 
	name VARCHAR(300) NOT NULL, 
	media_type VARCHAR(100), 
	size INTEGER, 
	sha256 VARCHAR(64), 
	path VARCHAR(300), 
	url TEXT, 
	received_at DATETIME NOT NULL, 
	erased_at DATETIME, 
	CONSTRAINT pk_evidence PRIMARY KEY (id), 
	CONSTRAINT fk_evidence_agency_id FOREIGN KEY(agency_id) REFERENCES agency (id), 
	CONSTRAINT fk_evidence_draft_id FOREIGN KEY(draft_id) REFERENCES draft (id) ON DELETE SET NULL, 
	CONSTRAINT fk_evidence_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE evidence_look (
	evidence_id INTEGER NOT NULL, 
	found VARCHAR(24) NOT NULL, 
	looked_at DATETIME NOT NULL, 
	looked_by VARCHAR(200), 
	CONSTRAINT pk_evidence_look PRIMARY KEY (evidence_id), 
	CONSTRAINT fk_evidence_look_evidence_id FOREIGN KEY(evidence_id) REFERENCES evidence (id) ON DELETE CASCADE
);
CREATE TABLE group_chat (
	id INTEGER NOT NULL, 
	channel_id INTEGER NOT NULL, 
	line_group_id VARCHAR(64) NOT NULL, 
	organization_id INTEGER, 
	bound_at DATETIME, 
	left_at DATETIME, 
	member_count INTEGER, 
	CONSTRAINT pk_group_chat PRIMARY KEY (id), 
	CONSTRAINT fk_group_chat_channel_id FOREIGN KEY(channel_id) REFERENCES channel (id), 
	CONSTRAINT fk_group_chat_organization_id FOREIGN KEY(organization_id) REFERENCES organization (id), 
	CONSTRAINT uq_group_chat_channel_id_line_group_id UNIQUE (channel_id, line_group_id)
);
CREATE TABLE heartbeat (
	name VARCHAR(40) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_heartbeat PRIMARY KEY (name)
);
INSERT INTO "heartbeat" VALUES('scheduler','2026-12-03 02:00:00.000011');
CREATE TABLE holiday (
	day DATE NOT NULL, 
	name VARCHAR(400) NOT NULL, 
	CONSTRAINT pk_holiday PRIMARY KEY (day)
);
INSERT INTO "holiday" VALUES('2026-01-01','วันขึ้นปีใหม่');
INSERT INTO "holiday" VALUES('2026-01-02','วันหยุดพิเศษ (เพิ่มเติม)');
INSERT INTO "holiday" VALUES('2026-03-03','วันมาฆบูชา');
INSERT INTO "holiday" VALUES('2026-04-06','วันพระบาทสมเด็จพระพุทธยอดฟ้าจุฬาโลกมหาราช และวันที่ระลึกมหาจักรีบรมราชวงศ์');
INSERT INTO "holiday" VALUES('2026-04-13','วันสงกรานต์');
INSERT INTO "holiday" VALUES('2026-04-14','วันสงกรานต์');
INSERT INTO "holiday" VALUES('2026-04-15','วันสงกรานต์');
INSERT INTO "holiday" VALUES('2026-05-04','วันฉัตรมงคล');
INSERT INTO "holiday" VALUES('2026-05-13','วันพืชมงคล');
INSERT INTO "holiday" VALUES('2026-05-31','วันวิสาขบูชา');
INSERT INTO "holiday" VALUES('2026-06-01','ชดเชยวันวิสาขบูชา');
INSERT INTO "holiday" VALUES('2026-06-03','วันเฉลิมพระชนมพรรษาสมเด็จพระนางเจ้าสุทิดา พัชรสุธาพิมลลักษณ พระบรมราชินี');
INSERT INTO "holiday" VALUES('2026-07-28','วันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระปรเมนทรรามาธิบดีศรีสินทรมหาวชิราลงกรณ พระวชิรเกล้าเจ้าอยู่หัว');
INSERT INTO "holiday" VALUES('2026-07-29','วันอาสาฬหบูชา');
INSERT INTO "holiday" VALUES('2026-07-30','วันเข้าพรรษา');
INSERT INTO "holiday" VALUES('2026-08-12','วันเฉลิมพระชนมพรรษาสมเด็จพระบรมราชชนนีพันปีหลวง; วันแม่แห่งชาติ');
INSERT INTO "holiday" VALUES('2026-10-13','วันนวมินทรมหาราช');
INSERT INTO "holiday" VALUES('2026-10-23','วันปิยมหาราช');
INSERT INTO "holiday" VALUES('2026-12-05','วันคล้ายวันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระบรมชนกาธิเบศร มหาภูมิพลอดุลยเดชมหาราช บรมนาถบพิตร; วันชาติ; วันพ่อแห่งชาติ');
INSERT INTO "holiday" VALUES('2026-12-07','ชดเชยวันคล้ายวันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระบรมชนกาธิเบศร มหาภูมิพลอดุลยเดชมหาราช บรมนาถบพิตร; ชดเชยวันชาติ; ชดเชยวันพ่อแห่งชาติ');
INSERT INTO "holiday" VALUES('2026-12-10','วันรัฐธรรมนูญ');
INSERT INTO "holiday" VALUES('2026-12-31','วันสิ้นปี');
INSERT INTO "holiday" VALUES('2027-01-01','วันขึ้นปีใหม่');
INSERT INTO "holiday" VALUES('2027-02-21','วันมาฆบูชา');
INSERT INTO "holiday" VALUES('2027-02-22','ชดเชยวันมาฆบูชา');
INSERT INTO "holiday" VALUES('2027-04-06','วันพระบาทสมเด็จพระพุทธยอดฟ้าจุฬาโลกมหาราช และวันที่ระลึกมหาจักรีบรมราชวงศ์');
INSERT INTO "holiday" VALUES('2027-04-13','วันสงกรานต์');
INSERT INTO "holiday" VALUES('2027-04-14','วันสงกรานต์');
INSERT INTO "holiday" VALUES('2027-04-15','วันสงกรานต์');
INSERT INTO "holiday" VALUES('2027-05-04','วันฉัตรมงคล');
INSERT INTO "holiday" VALUES('2027-05-20','วันวิสาขบูชา');
INSERT INTO "holiday" VALUES('2027-06-03','วันเฉลิมพระชนมพรรษาสมเด็จพระนางเจ้าสุทิดา พัชรสุธาพิมลลักษณ พระบรมราชินี');
INSERT INTO "holiday" VALUES('2027-07-18','วันอาสาฬหบูชา');
INSERT INTO "holiday" VALUES('2027-07-19','วันเข้าพรรษา');
INSERT INTO "holiday" VALUES('2027-07-20','ชดเชยวันอาสาฬหบูชา');
INSERT INTO "holiday" VALUES('2027-07-28','วันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระปรเมนทรรามาธิบดีศรีสินทรมหาวชิราลงกรณ พระวชิรเกล้าเจ้าอยู่หัว');
INSERT INTO "holiday" VALUES('2027-08-12','วันเฉลิมพระชนมพรรษาสมเด็จพระบรมราชชนนีพันปีหลวง; วันแม่แห่งชาติ');
INSERT INTO "holiday" VALUES('2027-10-13','วันนวมินทรมหาราช');
INSERT INTO "holiday" VALUES('2027-10-23','วันปิยมหาราช');
INSERT INTO "holiday" VALUES('2027-10-25','ชดเชยวันปิยมหาราช');
INSERT INTO "holiday" VALUES('2027-12-05','วันคล้ายวันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระบรมชนกาธิเบศร มหาภูมิพลอดุลยเดชมหาราช บรมนาถบพิตร; วันชาติ; วันพ่อแห่งชาติ');
INSERT INTO "holiday" VALUES('2027-12-06','ชดเชยวันคล้ายวันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระบรมชนกาธิเบศร มหาภูมิพลอดุลยเดชมหาราช บรมนาถบพิตร; ชดเชยวันชาติ; ชดเชยวันพ่อแห่งชาติ');
INSERT INTO "holiday" VALUES('2027-12-10','วันรัฐธรรมนูญ');
INSERT INTO "holiday" VALUES('2027-12-31','วันสิ้นปี');
CREATE TABLE holiday_year (
	year INTEGER NOT NULL, 
	CONSTRAINT pk_holiday_year PRIMARY KEY (year)
);
INSERT INTO "holiday_year" VALUES(2026);
INSERT INTO "holiday_year" VALUES(2027);
CREATE TABLE inbox_event (
	id INTEGER NOT NULL, 
	webhook_event_id VARCHAR(40) NOT NULL, 
	channel_id INTEGER NOT NULL, 
	conversation_id INTEGER NOT NULL, 
	occurred_ms BIGINT NOT NULL, 
	payload JSON, 
	received_at DATETIME NOT NULL, 
	attempts INTEGER NOT NULL, 
	next_try_at DATETIME, 
	handled_at DATETIME, 
	failed BOOLEAN NOT NULL, 
	content JSON, 
	CONSTRAINT pk_inbox_event PRIMARY KEY (id), 
	CONSTRAINT fk_inbox_event_channel_id FOREIGN KEY(channel_id) REFERENCES channel (id), 
	CONSTRAINT fk_inbox_event_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversation (id), 
	CONSTRAINT uq_inbox_event_webhook_event_id UNIQUE (webhook_event_id)
);
INSERT INTO "inbox_event" VALUES(1,'01M71MMY3XGTQEHQWF3X51M5DD',1,1,1794277800061,'{"type":"follow","follow":{"isUnblocked":false},"webhookEventId":"01M71MMY3XGTQEHQWF3X51M5DD","deliveryContext":{"isRedelivery":false},"timestamp":1794277800061,"source":{"type":"user","userId":"U49ecb766104b4be750f5382e6724ff02"},"replyToken":"e2f46f30bb8b9ebcfc3eddaa7aa21cc1","mode":"active"}','2026-11-10 02:30:00.065081',1,NULL,'2026-11-10 02:30:00.077848',0,NULL);
INSERT INTO "inbox_event" VALUES(2,'01M71MMY727C24HSB1T763G77M',1,1,1794277800162,'{"type":"message","message":{"type":"text","id":"500000000000128680","quoteToken":"500000000000128680.Xy0U7xGl0hcbV5nJ","markAsReadToken":"1JLrTBMfUrS1QDU3iTUSCyqBR841VZ9G","text":"KN-HKCX-M2FK-FP39"},"webhookEventId":"01M71MMY727C24HSB1T763G77M","deliveryContext":{"isRedelivery":false},"timestamp":1794277800162,"source":{"type":"user","userId":"U49ecb766104b4be750f5382e6724ff02"},"replyToken":"ab202d27dbc8d59965774f244f40f7ee","mode":"active"}','2026-11-10 02:30:00.168794',1,NULL,'2026-11-10 02:30:00.180388',0,NULL);
INSERT INTO "inbox_event" VALUES(3,'01M71MMY90P5YTH2CKYFKTMRXW',1,1,1794277800224,'{"type":"postback","postback":{"data":"a=consent&c=KNHKCXM2FKFP39"},"webhookEventId":"01M71MMY90P5YTH2CKYFKTMRXW","deliveryContext":{"isRedelivery":false},"timestamp":1794277800224,"source":{"type":"user","userId":"U49ecb766104b4be750f5382e6724ff02"},"replyToken":"cab1f030b9300ea258b436d69d713f60","mode":"active"}','2026-11-10 02:30:00.225851',1,NULL,'2026-11-10 02:30:00.280471',0,'{"profile":"นายสมชาย ใจดี"}');
INSERT INTO "inbox_event" VALUES(4,'01M71MMYE43PX9WEJDVWX6WGXX',1,2,1794277800388,'{"type":"follow","follow":{"isUnblocked":false},"webhookEventId":"01M71MMYE43PX9WEJDVWX6WGXX","deliveryContext":{"isRedelivery":false},"timestamp":1794277800388,"source":{"type":"user","userId":"U8b42c5558e06cb27bdf30e761285627f"},"replyToken":"eea238eded1a37b745b3249859b920a6","mode":"active"}','2026-11-10 02:30:00.391278',1,NULL,'2026-11-10 02:30:00.408500',0,NULL);
INSERT INTO "inbox_event" VALUES(5,'01M71MMYG45BKR4YT6G8RYANY4',1,2,1794277800452,'{"type":"message","message":{"type":"text","id":"500000000000452747","quoteToken":"500000000000452747.eSxoqjiUT1KEUl6m","markAsReadToken":"5V7DjIJffDW6ewl8Vt0zAeTJP5j-x7xP","text":"KN-8DE1-MZW1-M708"},"webhookEventId":"01M71MMYG45BKR4YT6G8RYANY4","deliveryContext":{"isRedelivery":false},"timestamp":1794277800452,"source":{"type":"user","userId":"U8b42c5558e06cb27bdf30e761285627f"},"replyToken":"892c428176a5f835c329e32ddd901e47","mode":"active"}','2026-11-10 02:30:00.454221',1,NULL,'2026-11-10 02:30:00.466859',0,NULL);
INSERT INTO "inbox_event" VALUES(6,'01M71MMYHWFPZ09GW64WYKE7HH',1,2,1794277800508,'{"type":"postback","postback":{"data":"a=consent&c=KN8DE1MZW1M708"},"webhookEventId":"01M71MMYHWFPZ09GW64WYKE7HH","deliveryContext":{"isRedelivery":false},"timestamp":1794277800508,"source":{"type":"user","userId":"U8b42c5558e06cb27bdf30e761285627f"},"replyToken":"c1ed7c60919474a36ca398da7d2a51ad","mode":"active"}','2026-11-10 02:30:00.509553',1,NULL,'2026-11-10 02:30:00.538286',0,'{"profile":"นางสาวอรุณี เลขา"}');
INSERT INTO "inbox_event" VALUES(7,'01M71MMYKTJ0X39B0DRV76Y4QM',1,1,1794277800570,'{"type":"message","message":{"type":"text","id":"500000000000719306","quoteToken":"500000000000719306.o0ytY330Jmc8Gmqr","markAsReadToken":"eInCyb2ORLl5CoarK-WysFyevvsq1bs2","text":"รายงาน"},"webhookEventId":"01M71MMYKTJ0X39B0DRV76Y4QM","deliveryContext":{"isRedelivery":false},"timestamp":1794277800570,"source":{"type":"user","userId":"U49ecb766104b4be750f5382e6724ff02"},"replyToken":"e5ebde44195031d4fafbd83fd0f709c6","mode":"active"}','2026-11-10 02:30:00.572063',1,NULL,'2026-11-10 02:30:00.573994',0,NULL);
INSERT INTO "inbox_event" VALUES(8,'01M71MMYNMGC2XNXVNZVGQZ96R',1,1,1794277800628,'{"type":"postback","postback":{"data":"a=report&o=2"},"webhookEventId":"01M71MMYNMGC2XNXVNZVGQZ96R","deliveryContext":{"isRedelivery":false},"timestamp":1794277800628,"source":{"type":"user","userId":"U49ecb766104b4be750f5382e6724ff02"},"replyToken":"9c760396c6d4a3ad23c8bf0ee9062c1a","mode":"active"}','2026-11-10 02:30:00.632023',1,NULL,'2026-11-10 02:30:00.648347',0,NULL);
INSERT INTO "inbox_event" VALUES(9,'01M71MMYSER03ZR56E8MVXWKW4',1,1,1794277800750,'{"type":"postback","postback":{"data":"a=ans&d=1&q=progress&v=in_progress"},"webhookEventId":"01M71MMYSER03ZR56E8MVXWKW4","deliveryContext":{"isRedelivery":false},"timestamp":1794277800750,"source":{"type":"user","userId":"U49ecb766104b4be750f5382e6724ff02"},"replyToken":"9ae112f78c3bdd4e4c13b377992523ed","mode":"active"}','2026-11-10 02:30:00.752847',1,NULL,'2026-11-10 02:30:00.763650',0,NULL);
INSERT INTO "inbox_event" VALUES(10,'01M71MMYV1GEAEJZ81S4X5JJNW',1,1,1794277800801,'{"type":"message","message":{"type":"text","id":"500000000001018315","quoteToken":"500000000001018315.1rpDkVnDMSfMEyOr","markAsReadToken":"wDpLSNDF9csspP5w3c-JzES1dSCzyxfE","text":"จัดประชุมชี้แจงเมื่อวันที่ 12 พ.ย. 2569 ผู้เข้าร่วม 85 คน"},"webhookEventId":"01M71MMYV1GEAEJZ81S4X5JJNW","deliveryContext":{"isRedelivery":false},"timestamp":1794277800801,"source":{"type":"user","userId":"U49ecb766104b4be750f5382e6724ff02"},"replyToken":"380bab5da57a1a441d708ad1a1b9ee16","mode":"active"}','2026-11-10 02:30:00.802452',1,NULL,'2026-11-10 02:30:00.804735',0,NULL);
INSERT INTO "inbox_event" VALUES(11,'01M71MMYVQV6R7X8K83K6CWZND',1,1,1794277800823,'{"type":"message","message":{"type":"text","id":"500000000001042807","quoteToken":"500000000001042807.I9nZqaZZEYYxp3Tt","markAsReadToken":"YEWWcUPV_aAC1RqsYjnNnkro5Bfir1um","text":"ข้าม"},"webhookEventId":"01M71MMYVQV6R7X8K83K6CWZND","deliveryContext":{"isRedelivery":false},"timestamp":1794277800823,"source":{"type":"user","userId":"U49ecb766104b4be750f5382e6724ff02"},"replyToken":"0438e81b857af63e898ccc072dc63532","mode":"active"}','2026-11-10 02:30:00.824284',1,NULL,'2026-11-10 02:30:00.836715',0,NULL);
INSERT INTO "inbox_event" VALUES(12,'01M71MMYX4BYY4RDCY8H8Y311M',1,1,1794277800868,'{"type":"message","message":{"type":"text","id":"500000000001135444","quoteToken":"500000000001135444.zudcGuR8JHnnZbkO","markAsReadToken":"e8wX8FbZnCsb2StuEt6jmTAg9AogCTzM","text":"ไปต่อ"},"webhookEventId":"01M71MMYX4BYY4RDCY8H8Y311M","deliveryContext":{"isRedelivery":false},"timestamp":1794277800868,"source":{"type":"user","userId":"U49ecb766104b4be750f5382e6724ff02"},"replyToken":"f62636eab1f89d18434c9259b608c19e","mode":"active"}','2026-11-10 02:30:00.871261',1,NULL,'2026-11-10 02:30:00.880406',0,NULL);
INSERT INTO "inbox_event" VALUES(13,'01M71MMYZ316GE0CCMFEE67RVT',1,1,1794277800931,'{"type":"message","message":{"type":"text","id":"500000000001233969","quoteToken":"500000000001233969.TWL03_ixSpQm9IE9","markAsReadToken":"2CYfRPt3_JlSDzk730N3a7gKhXzWFQx5","text":"ยืนยัน"},"webhookEventId":"01M71MMYZ316GE0CCMFEE67RVT","deliveryContext":{"isRedelivery":false},"timestamp":1794277800931,"source":{"type":"user","userId":"U49ecb766104b4be750f5382e6724ff02"},"replyToken":"2ae32b56fd2b823770be28a2d07a2319","mode":"active"}','2026-11-10 02:30:00.933016',1,NULL,'2026-11-10 02:30:00.942817',0,NULL);
INSERT INTO "inbox_event" VALUES(14,'01M99QS22H8AP25B1Q9MGGA00T',1,1,1796697000017,'{"type":"message","message":{"type":"text","id":"500000000001483471","quoteToken":"500000000001483471.GMki4FhnBo3k6zRK","markAsReadToken":"mCOGSqjd3hx41Uzsy0M4-iDN-FH-9IvB","text":"รายงาน"},"webhookEventId":"01M99QS22H8AP25B1Q9MGGA00T","deliveryContext":{"isRedelivery":false},"timestamp":1796697000017,"source":{"type":"user","userId":"U49ecb766104b4be750f5382e6724ff02"},"replyToken":"b57e8154b38fbcc279ad42a1161ebaa7","mode":"active"}','2026-12-08 02:30:00.030212',1,NULL,'2026-12-08 02:30:00.040464',0,NULL);
INSERT INTO "inbox_event" VALUES(15,'01M99QS24GKYEA2SBDS146A1JT',1,1,1796697000080,'{"type":"postback","postback":{"data":"a=report&o=9"},"webhookEventId":"01M99QS24GKYEA2SBDS146A1JT","deliveryContext":{"isRedelivery":false},"timestamp":1796697000080,"source":{"type":"user","userId":"U49ecb766104b4be750f5382e6724ff02"},"replyToken":"7ee2cb91434a7b56c568bbb3e5da249d","mode":"active"}','2026-12-08 02:30:00.080984',1,NULL,'2026-12-08 02:30:00.089813',0,NULL);
INSERT INTO "inbox_event" VALUES(16,'01M99QS269R1028PX0H0JP5ZJN',1,1,1796697000137,'{"type":"postback","postback":{"data":"a=ans&d=2&q=progress&v=in_progress"},"webhookEventId":"01M99QS269R1028PX0H0JP5ZJN","deliveryContext":{"isRedelivery":false},"timestamp":1796697000137,"source":{"type":"user","userId":"U49ecb766104b4be750f5382e6724ff02"},"replyToken":"c1eda807d18d1ebe27fa2728592e5736","mode":"active"}','2026-12-08 02:30:00.140799',1,NULL,'2026-12-08 02:30:00.156321',0,NULL);
INSERT INTO "inbox_event" VALUES(17,'01M99QS27Z6CG4XQ57ASPQXFDC',1,1,1796697000191,'{"type":"message","message":{"type":"text","id":"500000000001871995","quoteToken":"500000000001871995.gH-pPlYcKkGhG6bI","markAsReadToken":"xhrgCnIud60tJfQwgFQu3ctQyUuS37ts","text":"ประชุมชี้แจงเพิ่มเติม 2 ครั้ง"},"webhookEventId":"01M99QS27Z6CG4XQ57ASPQXFDC","deliveryContext":{"isRedelivery":false},"timestamp":1796697000191,"source":{"type":"user","userId":"U49ecb766104b4be750f5382e6724ff02"},"replyToken":"428fa19d8e6f7491a59aa1310bf197ab","mode":"active"}','2026-12-08 02:30:00.200785',1,NULL,'2026-12-08 02:30:00.210235',0,NULL);
CREATE TABLE invite (
	id INTEGER NOT NULL, 
	code_digest VARCHAR(64) NOT NULL, 
	organization_id INTEGER NOT NULL, 
	agency_id INTEGER, 
	role VARCHAR(24), 
	full_name VARCHAR(200), 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	used_by VARCHAR(64), 
	CONSTRAINT pk_invite PRIMARY KEY (id), 
	CONSTRAINT fk_invite_agency_id FOREIGN KEY(agency_id) REFERENCES agency (id), 
	CONSTRAINT fk_invite_organization_id FOREIGN KEY(organization_id) REFERENCES organization (id), 
	CONSTRAINT uq_invite_code_digest UNIQUE (code_digest)
);
INSERT INTO "invite" VALUES(1,'65d4e2c4d416c441da97954936a63dcbff25ed5fb2ba8680773b8ac8b39bc637',1,1,'officer','นายสมชาย ใจดี','2026-11-10 02:30:00.150841','2026-11-24 02:30:00.150841','2026-11-10 02:30:00.280471','U49ecb766104b4be750f5382e6724ff02');
INSERT INTO "invite" VALUES(2,'90cbb5115150c4da225359576dc5523ac99809352539939a8b56bdaf1cccb3a5',1,NULL,'secretariat','นางสาวอรุณี เลขา','2026-11-10 02:30:00.445543','2026-11-24 02:30:00.445543','2026-11-10 02:30:00.538286','U8b42c5558e06cb27bdf30e761285627f');
CREATE TABLE invite_attempt (
	id INTEGER NOT NULL, 
	who VARCHAR(64) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_invite_attempt PRIMARY KEY (id)
);
CREATE TABLE issue (
	id INTEGER NOT NULL, 
	plan_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	number VARCHAR(20), 
	title TEXT NOT NULL, 
	CONSTRAINT pk_issue PRIMARY KEY (id), 
	CONSTRAINT fk_issue_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE CASCADE
);
INSERT INTO "issue" VALUES(1,1,1,'1','กระบวนการปฏิบัติงานที่โปร่งใส');
CREATE TABLE job_run (
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	job VARCHAR(40) NOT NULL, 
	slot VARCHAR(40) NOT NULL, 
	due_at DATETIME NOT NULL, 
	ran_at DATETIME NOT NULL, 
	skipped BOOLEAN NOT NULL, 
	detail JSON NOT NULL, 
	CONSTRAINT pk_job_run PRIMARY KEY (id), 
	CONSTRAINT fk_job_run_organization_id FOREIGN KEY(organization_id) REFERENCES organization (id), 
	CONSTRAINT uq_job_run_organization_id_job_slot UNIQUE (organization_id, job, slot)
);
INSERT INTO "job_run" VALUES(1,1,'begin_round','2026-09','2026-08-31 17:00:00.000000','2026-11-20 02:00:00.000013',1,'{}');
INSERT INTO "job_run" VALUES(2,1,'begin_round','2026-10','2026-09-30 17:00:00.000000','2026-11-20 02:00:00.000013',0,'{"deliveries":0}');
INSERT INTO "job_run" VALUES(3,1,'missing_list','2026-09','2026-10-01 02:00:00.000000','2026-11-20 02:00:00.000013',1,'{}');
INSERT INTO "job_run" VALUES(4,1,'close_round','2026-09','2026-10-05 02:00:00.000000','2026-11-20 02:00:00.000013',1,'{}');
INSERT INTO "job_run" VALUES(5,1,'open_reminder','2026-10','2026-10-20 02:00:00.000000','2026-11-20 02:00:00.000013',1,'{}');
INSERT INTO "job_run" VALUES(6,1,'early_reminder','2026-10','2026-10-27 02:00:00.000000','2026-11-20 02:00:00.000013',1,'{}');
INSERT INTO "job_run" VALUES(7,1,'due_reminder','2026-10','2026-10-30 02:00:00.000000','2026-11-20 02:00:00.000013',1,'{}');
INSERT INTO "job_run" VALUES(8,1,'begin_round','2026-11','2026-10-31 17:00:00.000000','2026-11-20 02:00:00.000013',0,'{"deliveries":0}');
INSERT INTO "job_run" VALUES(9,1,'missing_list','2026-10','2026-11-02 02:00:00.000000','2026-11-20 02:00:00.000013',1,'{}');
INSERT INTO "job_run" VALUES(10,1,'close_round','2026-10','2026-11-04 02:00:00.000000','2026-11-20 02:00:00.000013',1,'{}');
INSERT INTO "job_run" VALUES(11,1,'open_reminder','2026-11','2026-11-20 02:00:00.000000','2026-11-20 02:00:00.000013',0,'{"deliveries":0}');
INSERT INTO "job_run" VALUES(12,1,'early_reminder','2026-11','2026-11-25 02:00:00.000000','2026-11-25 02:00:00.000011',0,'{"deliveries":1}');
INSERT INTO "job_run" VALUES(13,1,'due_reminder','2026-11','2026-11-30 02:00:00.000000','2026-11-30 02:00:00.000009',0,'{"deliveries":1}');
INSERT INTO "job_run" VALUES(14,1,'begin_round','2026-12','2026-11-30 17:00:00.000000','2026-12-01 02:00:00.000011',0,'{"deliveries":0}');
INSERT INTO "job_run" VALUES(15,1,'missing_list','2026-11','2026-12-01 02:00:00.000000','2026-12-01 02:00:00.000011',0,'{"deliveries":1}');
INSERT INTO "job_run" VALUES(16,1,'close_round','2026-11','2026-12-03 02:00:00.000000','2026-12-03 02:00:00.000011',0,'{"deliveries":1}');
CREATE TABLE measure (
	id INTEGER NOT NULL, 
	plan_id INTEGER NOT NULL, 
	issue_id INTEGER, 
	position INTEGER NOT NULL, 
	code VARCHAR(20), 
	title TEXT NOT NULL, 
	followup TEXT, 
	printed_results JSON NOT NULL, 
	printed_outcomes JSON NOT NULL, 
	removed_at DATETIME, 
	CONSTRAINT pk_measure PRIMARY KEY (id), 
	CONSTRAINT fk_measure_issue_id FOREIGN KEY(issue_id) REFERENCES issue (id) ON DELETE SET NULL, 
	CONSTRAINT fk_measure_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE CASCADE
);
INSERT INTO "measure" VALUES(1,1,1,0,'1.1','มาตรการสร้างการรับรู้ของบุคลากรภายในหน่วยงาน',NULL,'[]','[]',NULL);
INSERT INTO "measure" VALUES(2,1,1,1,'1.2','มาตรการเปิดเผยการใช้จ่ายงบประมาณ',NULL,'[]','[]',NULL);
CREATE TABLE membership (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	agency_id INTEGER, 
	role VARCHAR(24) NOT NULL, 
	since DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT pk_membership PRIMARY KEY (id), 
	CONSTRAINT fk_membership_agency_id FOREIGN KEY(agency_id) REFERENCES agency (id), 
	CONSTRAINT fk_membership_organization_id FOREIGN KEY(organization_id) REFERENCES organization (id), 
	CONSTRAINT fk_membership_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "membership" VALUES(1,1,1,1,'officer','2026-11-10 02:30:00.280471',NULL);
INSERT INTO "membership" VALUES(2,2,1,NULL,'secretariat','2026-11-10 02:30:00.538286',NULL);
CREATE TABLE obligation (
	id INTEGER NOT NULL, 
	assignment_id INTEGER NOT NULL, 
	agency_id INTEGER NOT NULL, 
	round_id INTEGER NOT NULL, 
	state VARCHAR(24) NOT NULL, 
	excused_at DATETIME, 
	excuse_reason TEXT, 
	excused_by_id INTEGER, 
	reopened_at DATETIME, 
	CONSTRAINT pk_obligation PRIMARY KEY (id), 
	CONSTRAINT fk_obligation_agency_id FOREIGN KEY(agency_id) REFERENCES agency (id), 
	CONSTRAINT fk_obligation_assignment_id FOREIGN KEY(assignment_id) REFERENCES assignment (id) ON DELETE CASCADE, 
	CONSTRAINT fk_obligation_excused_by_id FOREIGN KEY(excused_by_id) REFERENCES person (id), 
	CONSTRAINT fk_obligation_round_id FOREIGN KEY(round_id) REFERENCES round (id), 
	CONSTRAINT uq_obligation_assignment_id_agency_id_round_id UNIQUE (assignment_id, agency_id, round_id)
);
INSERT INTO "obligation" VALUES(1,2,1,1,'owed',NULL,NULL,NULL,NULL);
INSERT INTO "obligation" VALUES(2,1,1,1,'accepted',NULL,NULL,NULL,NULL);
INSERT INTO "obligation" VALUES(3,1,2,1,'owed',NULL,NULL,NULL,NULL);
INSERT INTO "obligation" VALUES(4,1,3,1,'owed',NULL,NULL,NULL,NULL);
INSERT INTO "obligation" VALUES(5,1,1,2,'missed',NULL,NULL,NULL,NULL);
INSERT INTO "obligation" VALUES(6,1,2,2,'owed',NULL,NULL,NULL,NULL);
INSERT INTO "obligation" VALUES(7,1,3,2,'owed',NULL,NULL,NULL,NULL);
INSERT INTO "obligation" VALUES(8,2,1,3,'owed',NULL,NULL,NULL,NULL);
INSERT INTO "obligation" VALUES(9,1,1,3,'owed',NULL,NULL,NULL,NULL);
INSERT INTO "obligation" VALUES(10,1,2,3,'owed',NULL,NULL,NULL,NULL);
INSERT INTO "obligation" VALUES(11,1,3,3,'owed',NULL,NULL,NULL,NULL);
CREATE TABLE organization (
	id INTEGER NOT NULL, 
	slug VARCHAR(64) NOT NULL, 
	name VARCHAR(300) NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	channel_id INTEGER NOT NULL, 
	secretariat_phone VARCHAR(60), 
	settings JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_organization PRIMARY KEY (id), 
	CONSTRAINT fk_organization_channel_id FOREIGN KEY(channel_id) REFERENCES channel (id), 
	CONSTRAINT uq_organization_slug UNIQUE (slug)
);
INSERT INTO "organization" VALUES(1,'sukhothai','จังหวัดsukhothai','province',1,'055-612-345','{"late_names_in_group":true,"close_working_days":3}','2026-09-30 17:00:00.000000');
CREATE TABLE person (
	id INTEGER NOT NULL, 
	channel_id INTEGER NOT NULL, 
	line_user_id VARCHAR(64) NOT NULL, 
	display_name VARCHAR(200), 
	full_name VARCHAR(200), 
	consented_at DATETIME, 
	blocked_at DATETIME, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_person PRIMARY KEY (id), 
	CONSTRAINT fk_person_channel_id FOREIGN KEY(channel_id) REFERENCES channel (id), 
	CONSTRAINT uq_person_channel_id_line_user_id UNIQUE (channel_id, line_user_id)
);
INSERT INTO "person" VALUES(1,1,'U49ecb766104b4be750f5382e6724ff02','นายสมชาย ใจดี','นายสมชาย ใจดี','2026-11-10 02:30:00.280471',NULL,'2026-11-10 02:30:00.280471');
INSERT INTO "person" VALUES(2,1,'U8b42c5558e06cb27bdf30e761285627f','นางสาวอรุณี เลขา','นางสาวอรุณี เลขา','2026-11-10 02:30:00.538286',NULL,'2026-11-10 02:30:00.538286');
CREATE TABLE "plan" (
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	fiscal_year INTEGER NOT NULL, 
	adopted_at DATETIME, 
	source_name VARCHAR(300), 
	imported_at DATETIME, printed_frame JSON, 
	CONSTRAINT pk_plan PRIMARY KEY (id), 
	CONSTRAINT fk_plan_organization_id FOREIGN KEY(organization_id) REFERENCES organization (id), 
	CONSTRAINT uq_plan_organization_id_fiscal_year UNIQUE (organization_id, fiscal_year)
);
INSERT INTO "plan" VALUES(1,1,2570,'2026-09-30 17:00:00.000000',NULL,NULL,NULL);
CREATE TABLE report (
	id INTEGER NOT NULL, 
	obligation_id INTEGER NOT NULL, 
	first_sent_at DATETIME NOT NULL, 
	late BOOLEAN NOT NULL, 
	progress VARCHAR(24) NOT NULL, 
	CONSTRAINT pk_report PRIMARY KEY (id), 
	CONSTRAINT fk_report_obligation_id FOREIGN KEY(obligation_id) REFERENCES obligation (id), 
	CONSTRAINT uq_report_obligation_id UNIQUE (obligation_id)
);
INSERT INTO "report" VALUES(1,2,'2026-11-10 02:30:00.942817',0,'in_progress');
CREATE TABLE report_version (
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	fiscal_year INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	document JSON NOT NULL, 
	origins JSON NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	despite JSON NOT NULL, 
	published_at DATETIME NOT NULL, 
	published_by VARCHAR(200), 
	CONSTRAINT pk_report_version PRIMARY KEY (id), 
	CONSTRAINT fk_report_version_organization_id FOREIGN KEY(organization_id) REFERENCES organization (id), 
	CONSTRAINT uq_report_version_organization_id_fiscal_year_number UNIQUE (organization_id, fiscal_year, number)
);
INSERT INTO "report_version" VALUES(1,1,2570,1,'{"organization":"จังหวัดsukhothai","fiscal_year":2570,"titles":["รายงานผลการดำเนินการ","เพื่อส่งเสริมคุณธรรมและความโปร่งใสของจังหวัดsukhothai","ประจำปีงบประมาณ พ.ศ. 2570"],"introduction":["ตามที่จังหวัดsukhothaiได้วิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส (ITA) ของปีที่ผ่านมา และกำหนดมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2570 นั้น จังหวัดsukhothaiได้ดำเนินการตามมาตรการดังกล่าวแล้ว มีขั้นตอน สรุปผลการดำเนินการ และผลลัพธ์/ความสำเร็จของการดำเนินการ ดังนี้"],"columns":[{"name":"measure","heading":"มาตรการ/กิจกรรม/แนวทาง","weight":12},{"name":"steps","heading":"ขั้นตอน/วิธีดำเนินการ","weight":18},{"name":"party","heading":"ผู้รับผิดชอบ","weight":12},{"name":"period","heading":"ระยะเวลาดำเนินการ","weight":10},{"name":"summary","heading":"สรุปผลการดำเนินการ","weight":25},{"name":"outcome","heading":"ผลลัพธ์/ความสำเร็จของการดำเนินการ","weight":23}],"sections":[{"heading":"1. กระบวนการปฏิบัติงานที่โปร่งใส","rows":[{"cells":[{"key":"1.1/measure","lines":[{"text":"1.1 มาตรการสร้างการรับรู้ของบุคลากรภายในหน่วยงาน","sources":["plan"],"marks":[]}],"numbered":false,"note":""},{"key":"1.1/steps","lines":[],"numbered":true,"note":""},{"key":"1.1/party","lines":[{"text":"ส่วนราชการประจำจังหวัด","sources":["plan"],"marks":[]}],"numbered":false,"note":""},{"key":"1.1/period","lines":[],"numbered":false,"note":""},{"key":"1.1/summary","lines":[{"text":"สำนักงานคลังจังหวัด จัดประชุมชี้แจงเมื่อวันที่ 12 พ.ย. 2569 ผู้เข้าร่วม 85 คน","sources":["revision:1"],"marks":[]}],"numbered":true,"note":""},{"key":"1.1/outcome","lines":[],"numbered":true,"note":""}]},{"cells":[{"key":"1.2/measure","lines":[{"text":"1.2 มาตรการเปิดเผยการใช้จ่ายงบประมาณ","sources":["plan"],"marks":[]}],"numbered":false,"note":""},{"key":"1.2/steps","lines":[],"numbered":true,"note":""},{"key":"1.2/party","lines":[{"text":"สำนักงานคลังจังหวัด","sources":["plan"],"marks":[]}],"numbered":false,"note":""},{"key":"1.2/period","lines":[],"numbered":false,"note":""},{"key":"1.2/summary","lines":[],"numbered":true,"note":""},{"key":"1.2/outcome","lines":[],"numbered":true,"note":""}]}]}],"remarks":[],"signature":["ลงชื่อ ........................................","(........................................)","ตำแหน่ง ........................................"],"state":"ฉบับเผยแพร่ครั้งที่ 1 วันที่ 3 ธันวาคม 2569","thai_digits":false,"is_draft":false,"made_at":"2026-12-03T02:00:00+00:00","parts":[],"item":"","caption":""}','[{"key":"1.1/measure","lines":[{"text":"1.1 มาตรการสร้างการรับรู้ของบุคลากรภายในหน่วยงาน","reports":[],"others":[{"what":"plan","detail":"-","by":null,"at":null}]}],"note":""},{"key":"1.1/steps","lines":[],"note":""},{"key":"1.1/party","lines":[{"text":"ส่วนราชการประจำจังหวัด","reports":[],"others":[{"what":"plan","detail":"-","by":null,"at":null}]}],"note":""},{"key":"1.1/period","lines":[],"note":""},{"key":"1.1/summary","lines":[{"text":"สำนักงานคลังจังหวัด จัดประชุมชี้แจงเมื่อวันที่ 12 พ.ย. 2569 ผู้เข้าร่วม 85 คน","reports":[{"receipt":"2570-000001-1","agency":"สำนักงานคลังจังหวัด","month":"2026-11-01","sent_by":"นายสมชาย ใจดี","sent_at":"2026-11-10T02:30:00.942817+00:00","on_behalf":false,"accepted_by":"นางสาวอรุณี เลขา","accepted_at":"2026-11-10T02:30:01.132946+00:00","evidence":[]}],"others":[]}],"note":""},{"key":"1.1/outcome","lines":[],"note":""},{"key":"1.2/measure","lines":[{"text":"1.2 มาตรการเปิดเผยการใช้จ่ายงบประมาณ","reports":[],"others":[{"what":"plan","detail":"-","by":null,"at":null}]}],"note":""},{"key":"1.2/steps","lines":[],"note":""},{"key":"1.2/party","lines":[{"text":"สำนักงานคลังจังหวัด","reports":[],"others":[{"what":"plan","detail":"-","by":null,"at":null}]}],"note":""},{"key":"1.2/period","lines":[],"note":""},{"key":"1.2/summary","lines":[],"note":""},{"key":"1.2/outcome","lines":[],"note":""},{"key":"titles","lines":[{"text":"รายงานผลการดำเนินการ","reports":[],"others":[{"what":"plan","detail":"-","by":null,"at":null}]},{"text":"เพื่อส่งเสริมคุณธรรมและความโปร่งใสของจังหวัดsukhothai","reports":[],"others":[{"what":"plan","detail":"-","by":null,"at":null}]},{"text":"ประจำปีงบประมาณ พ.ศ. 2570","reports":[],"others":[{"what":"plan","detail":"-","by":null,"at":null}]}],"note":""},{"key":"introduction","lines":[{"text":"ตามที่จังหวัดsukhothaiได้วิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส (ITA) ของปีที่ผ่านมา และกำหนดมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2570 นั้น จังหวัดsukhothaiได้ดำเนินการตามมาตรการดังกล่าวแล้ว มีขั้นตอน สรุปผลการดำเนินการ และผลลัพธ์/ความสำเร็จของการดำเนินการ ดังนี้","reports":[],"others":[{"what":"plan","detail":"-","by":null,"at":null}]}],"note":""},{"key":"remarks","lines":[],"note":""},{"key":"signature","lines":[{"text":"ลงชื่อ ........................................","reports":[],"others":[{"what":"plan","detail":"-","by":null,"at":null}]},{"text":"(........................................)","reports":[],"others":[{"what":"plan","detail":"-","by":null,"at":null}]},{"text":"ตำแหน่ง ........................................","reports":[],"others":[{"what":"plan","detail":"-","by":null,"at":null}]}],"note":""}]','b6fae33ba33edbb759d4db1f8ab34a2c41746b7e5db2cc4aab31fb4bfad0fac9','["empty_cell"]','2026-12-03 02:00:00.150391','เลขานุการ');
CREATE TABLE review (
	id INTEGER NOT NULL, 
	revision_id INTEGER NOT NULL, 
	decision VARCHAR(24) NOT NULL, 
	reason TEXT, 
	decided_at DATETIME NOT NULL, 
	decided_by_id INTEGER NOT NULL, 
	CONSTRAINT pk_review PRIMARY KEY (id), 
	CONSTRAINT fk_review_decided_by_id FOREIGN KEY(decided_by_id) REFERENCES person (id), 
	CONSTRAINT fk_review_revision_id FOREIGN KEY(revision_id) REFERENCES revision (id), 
	CONSTRAINT uq_review_revision_id UNIQUE (revision_id)
);
INSERT INTO "review" VALUES(1,1,'accepted',NULL,'2026-11-10 02:30:01.132946',2);
CREATE TABLE revision (
	id INTEGER NOT NULL, 
	report_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	draft_id INTEGER, 
	progress VARCHAR(24) NOT NULL, 
	percent INTEGER, 
	summary TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	obstacle TEXT NOT NULL, 
	sent_at DATETIME NOT NULL, 
	sent_by_id INTEGER NOT NULL, 
	on_behalf BOOLEAN NOT NULL, 
	CONSTRAINT pk_revision PRIMARY KEY (id), 
	CONSTRAINT fk_revision_report_id FOREIGN KEY(report_id) REFERENCES report (id), 
	CONSTRAINT fk_revision_sent_by_id FOREIGN KEY(sent_by_id) REFERENCES person (id), 
	CONSTRAINT uq_revision_draft_id UNIQUE (draft_id), 
	CONSTRAINT uq_revision_report_id_number UNIQUE (report_id, number)
);
INSERT INTO "revision" VALUES(1,1,1,1,'in_progress',NULL,'จัดประชุมชี้แจงเมื่อวันที่ 12 พ.ย. 2569 ผู้เข้าร่วม 85 คน','','','2026-11-10 02:30:00.942817',1,0);
CREATE TABLE revision_evidence (
	revision_id INTEGER NOT NULL, 
	evidence_id INTEGER NOT NULL, 
	CONSTRAINT pk_revision_evidence PRIMARY KEY (revision_id, evidence_id), 
	CONSTRAINT fk_revision_evidence_evidence_id FOREIGN KEY(evidence_id) REFERENCES evidence (id) ON DELETE CASCADE, 
	CONSTRAINT fk_revision_evidence_revision_id FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE CASCADE
);
CREATE TABLE round (
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	fiscal_year INTEGER NOT NULL, 
	month DATE NOT NULL, 
	opens_at DATETIME NOT NULL, 
	due_on DATE NOT NULL, 
	due_at DATETIME NOT NULL, 
	closes_at DATETIME NOT NULL, 
	CONSTRAINT pk_round PRIMARY KEY (id), 
	CONSTRAINT fk_round_organization_id FOREIGN KEY(organization_id) REFERENCES organization (id), 
	CONSTRAINT uq_round_organization_id_month UNIQUE (organization_id, month)
);
INSERT INTO "round" VALUES(1,1,2570,'2026-11-01','2026-11-20 02:00:00.000000','2026-11-30','2026-11-30 17:00:00.000000','2026-12-03 02:00:00.000000');
INSERT INTO "round" VALUES(2,1,2570,'2026-10-01','2026-10-20 02:00:00.000000','2026-10-30','2026-10-30 17:00:00.000000','2026-11-04 02:00:00.000000');
INSERT INTO "round" VALUES(3,1,2570,'2026-12-01','2026-12-18 02:00:00.000000','2026-12-30','2026-12-30 17:00:00.000000','2027-01-06 02:00:00.000000');
CREATE TABLE "score" (
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	fiscal_year INTEGER NOT NULL, 
	code VARCHAR(12) NOT NULL, 
	part INTEGER NOT NULL, 
	value NUMERIC(6, 2) NOT NULL, 
	source VARCHAR(300), 
	entered_at DATETIME NOT NULL, 
	decimals INTEGER, 
	entered_by VARCHAR(200), 
	entered_by_id INTEGER, 
	CONSTRAINT pk_score PRIMARY KEY (id), 
	CONSTRAINT uq_score_organization_id_fiscal_year_code_part UNIQUE (organization_id, fiscal_year, code, part), 
	CONSTRAINT fk_score_organization_id FOREIGN KEY(organization_id) REFERENCES organization (id), 
	CONSTRAINT fk_score_entered_by_id FOREIGN KEY(entered_by_id) REFERENCES person (id)
);
CREATE TABLE score_note (
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	fiscal_year INTEGER NOT NULL, 
	issue VARCHAR(12) NOT NULL, 
	heading VARCHAR(24) NOT NULL, 
	text TEXT NOT NULL, 
	entered_by VARCHAR(200), 
	entered_by_id INTEGER, 
	entered_at DATETIME NOT NULL, 
	CONSTRAINT pk_score_note PRIMARY KEY (id), 
	CONSTRAINT fk_score_note_organization_id FOREIGN KEY(organization_id) REFERENCES organization (id), 
	CONSTRAINT fk_score_note_entered_by_id FOREIGN KEY(entered_by_id) REFERENCES person (id), 
	CONSTRAINT uq_score_note_organization_id_fiscal_year_issue_heading UNIQUE (organization_id, fiscal_year, issue, heading)
);
CREATE TABLE score_rule (
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	fiscal_year INTEGER NOT NULL, 
	body JSON NOT NULL, 
	entered_by VARCHAR(200), 
	entered_by_id INTEGER, 
	entered_at DATETIME NOT NULL, 
	CONSTRAINT pk_score_rule PRIMARY KEY (id), 
	CONSTRAINT fk_score_rule_organization_id FOREIGN KEY(organization_id) REFERENCES organization (id), 
	CONSTRAINT fk_score_rule_entered_by_id FOREIGN KEY(entered_by_id) REFERENCES person (id), 
	CONSTRAINT uq_score_rule_organization_id_fiscal_year UNIQUE (organization_id, fiscal_year)
);
CREATE TABLE step (
	id INTEGER NOT NULL, 
	measure_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_step PRIMARY KEY (id), 
	CONSTRAINT fk_step_measure_id FOREIGN KEY(measure_id) REFERENCES measure (id) ON DELETE CASCADE
);
CREATE INDEX ix_invite_attempt_who_at ON invite_attempt (who, at);
CREATE INDEX ix_agency_organization_id ON agency (organization_id);
CREATE INDEX ix_agency_group_organization_id ON agency_group (organization_id);
CREATE UNIQUE INDEX uq_audit_entry_chain ON audit_entry (organization_id, number);
CREATE INDEX ix_delivery_paid ON delivery (channel_id, sent_at);
CREATE INDEX ix_delivery_waiting ON delivery (next_try_at) WHERE state = 'waiting';
CREATE INDEX ix_group_chat_organization_id ON group_chat (organization_id);
CREATE INDEX ix_inbox_event_received ON inbox_event (received_at);
CREATE INDEX ix_inbox_event_waiting ON inbox_event (conversation_id, occurred_ms, id) WHERE handled_at IS NULL;
CREATE INDEX ix_agency_alias_agency_id ON agency_alias (agency_id);
CREATE INDEX ix_agency_group_member_agency_id ON agency_group_member (agency_id);
CREATE INDEX ix_issue_plan_id ON issue (plan_id);
CREATE INDEX ix_membership_agency_id ON membership (agency_id);
CREATE INDEX ix_membership_organization_id ON membership (organization_id);
CREATE INDEX ix_membership_person_id ON membership (person_id);
CREATE INDEX ix_measure_issue_id ON measure (issue_id);
CREATE INDEX ix_measure_plan_id ON measure (plan_id);
CREATE INDEX ix_assignment_agency_id ON assignment (agency_id);
CREATE INDEX ix_assignment_group_id ON assignment (group_id);
CREATE INDEX ix_assignment_measure_id ON assignment (measure_id);
CREATE INDEX ix_step_measure_id ON step (measure_id);
CREATE INDEX ix_obligation_agency_state ON obligation (agency_id, state);
CREATE INDEX ix_obligation_round_state ON obligation (round_id, state);
CREATE INDEX ix_draft_obligation_id ON draft (obligation_id);
CREATE INDEX ix_draft_person_id ON draft (person_id);
CREATE UNIQUE INDEX uq_draft_one_active ON draft (person_id) WHERE active;
CREATE INDEX ix_evidence_draft_id ON evidence (draft_id);
CREATE INDEX ix_evidence_message ON evidence (line_message_id);
CREATE INDEX ix_evidence_person_id ON evidence (person_id);
CREATE INDEX ix_revision_evidence_evidence_id ON revision_evidence (evidence_id);
CREATE INDEX ix_cell_edit_measure_id ON cell_edit (measure_id);
CREATE INDEX ix_cell_edit_place ON cell_edit (plan_id, measure_id, place);
COMMIT;
