CREATE TABLE "import_preset" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"created_by_name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "import_preset_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "import_unit" (
	"import_id" text NOT NULL,
	"sha256" text NOT NULL,
	"table_name" text NOT NULL,
	"part" integer NOT NULL,
	"unit" jsonb NOT NULL,
	CONSTRAINT "import_unit_import_id_sha256_table_name_part_pk" PRIMARY KEY("import_id","sha256","table_name","part")
);
--> statement-breakpoint
CREATE TABLE "upload" (
	"id" text PRIMARY KEY NOT NULL,
	"by_id" text NOT NULL,
	"by_name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"files" jsonb NOT NULL,
	"import_id" text,
	"discarded_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "legal_hold" (
	"id" text PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"object_id" text NOT NULL,
	"reason" text NOT NULL,
	"placed_by_name" text NOT NULL,
	"placed_at" timestamp with time zone NOT NULL,
	"lifted_by_name" text,
	"lifted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "retention_rule" (
	"record_class" text PRIMARY KEY NOT NULL,
	"keep_days" integer,
	"by_name" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "retention_run" (
	"id" text PRIMARY KEY NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"removed" jsonb NOT NULL,
	"held_back" jsonb NOT NULL,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "roster_decision" (
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"decision" text NOT NULL,
	"reason" text NOT NULL,
	"numbers" jsonb NOT NULL,
	"by_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "roster_decision_kind_value_pk" PRIMARY KEY("kind","value")
);
--> statement-breakpoint
CREATE TABLE "roster_entry" (
	"id" text PRIMARY KEY NOT NULL,
	"cidr_or_value" text NOT NULL,
	"kind" text NOT NULL,
	"class" text NOT NULL,
	"capacity" bigint NOT NULL,
	"note" text NOT NULL,
	"origin" text NOT NULL,
	"by_name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_by_name" text
);
--> statement-breakpoint
ALTER TABLE "import_run" ALTER COLUMN "rows" SET DATA TYPE bigint;--> statement-breakpoint
ALTER TABLE "import_run" ALTER COLUMN "rejected" SET DATA TYPE bigint;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "source_path" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "mapping" jsonb;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "progress" jsonb;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "cancel_requested_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "undone_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "undone_by_name" text;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "undo_reason" text;--> statement-breakpoint
ALTER TABLE "resolve_run" ADD COLUMN "data_versions" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "resolve_run" ADD COLUMN "stale_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "resolve_run" ADD COLUMN "stale_reason" text;--> statement-breakpoint
ALTER TABLE "import_unit" ADD CONSTRAINT "import_unit_import_id_import_run_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."import_run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload" ADD CONSTRAINT "upload_import_id_import_run_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."import_run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "roster_entry_value" ON "roster_entry" USING btree ("kind","cidr_or_value");