CREATE TABLE "audit_entry" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_id" text NOT NULL,
	"action" text NOT NULL,
	"object_type" text NOT NULL,
	"object_id" text NOT NULL,
	"details" jsonb NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"id" integer PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invitation" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"email" text DEFAULT '' NOT NULL,
	"roles" text[] NOT NULL,
	"token_hash" text NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "invitation_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"token" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"user_id" text NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "sign_in_failure" (
	"email_hash" text PRIMARY KEY NOT NULL,
	"window_started_at" timestamp with time zone NOT NULL,
	"failures" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "user_role" (
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "user_role_user_id_role_pk" PRIMARY KEY("user_id","role")
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_claim" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"text" text NOT NULL,
	"evidence" jsonb NOT NULL,
	"author_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "case_note" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"text" text NOT NULL,
	"author_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_review" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"decision" text NOT NULL,
	"by_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	"content_hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_subject" (
	"case_id" text NOT NULL,
	"account_id" text NOT NULL,
	"membership" text NOT NULL,
	"bits" double precision NOT NULL,
	CONSTRAINT "case_subject_case_id_account_id_pk" PRIMARY KEY("case_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "investigation_case" (
	"id" text PRIMARY KEY NOT NULL,
	"ordinal" serial NOT NULL,
	"title" text NOT NULL,
	"purpose" text NOT NULL,
	"status" text NOT NULL,
	"network_id" text NOT NULL,
	"opened_by" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"submitted_by" text,
	"submitted_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"figures" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "import_run" (
	"id" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"preset" text NOT NULL,
	"status" text NOT NULL,
	"by_name" text NOT NULL,
	"process" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"rows" integer DEFAULT 0 NOT NULL,
	"rejected" integer DEFAULT 0 NOT NULL,
	"files" jsonb NOT NULL,
	"rejects" jsonb NOT NULL,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "imported_file" (
	"sha256" text NOT NULL,
	"table_name" text NOT NULL,
	"import_id" text NOT NULL,
	CONSTRAINT "imported_file_sha256_table_name_pk" PRIMARY KEY("sha256","table_name")
);
--> statement-breakpoint
CREATE TABLE "network" (
	"id" text PRIMARY KEY NOT NULL,
	"ordinal" serial NOT NULL,
	"run_id" text NOT NULL,
	"current" boolean DEFAULT true NOT NULL,
	"accounts" integer NOT NULL,
	"core" integer NOT NULL,
	"probable" integer NOT NULL,
	"fringe" integer NOT NULL,
	"strength_bits" double precision NOT NULL,
	"rank" integer NOT NULL,
	"facts" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "network_link" (
	"account_a" text NOT NULL,
	"account_b" text NOT NULL,
	"network_id" text NOT NULL,
	"bits" double precision NOT NULL,
	"status" text NOT NULL,
	"link" jsonb NOT NULL,
	CONSTRAINT "network_link_account_a_account_b_pk" PRIMARY KEY("account_a","account_b")
);
--> statement-breakpoint
CREATE TABLE "network_member" (
	"network_id" text NOT NULL,
	"account_id" text NOT NULL,
	"membership" text NOT NULL,
	"bits" double precision NOT NULL,
	CONSTRAINT "network_member_network_id_account_id_pk" PRIMARY KEY("network_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "resolve_run" (
	"id" text PRIMARY KEY NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"status" text NOT NULL,
	"model_version" text DEFAULT '' NOT NULL,
	"accounts" integer DEFAULT 0 NOT NULL,
	"observations" integer DEFAULT 0 NOT NULL,
	"links" integer DEFAULT 0 NOT NULL,
	"networks" integer DEFAULT 0 NOT NULL,
	"notes" jsonb NOT NULL,
	"model" jsonb,
	"imports_seen" text[] NOT NULL,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "packet" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"tier" text NOT NULL,
	"built_at" timestamp with time zone NOT NULL,
	"built_by_id" text NOT NULL,
	"built_by_name" text NOT NULL,
	"bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"filename" text NOT NULL,
	"approved_content_hash" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_role" ADD CONSTRAINT "user_role_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_claim" ADD CONSTRAINT "case_claim_case_id_investigation_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."investigation_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_claim" ADD CONSTRAINT "case_claim_author_id_user_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_note" ADD CONSTRAINT "case_note_case_id_investigation_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."investigation_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_note" ADD CONSTRAINT "case_note_author_id_user_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_review" ADD CONSTRAINT "case_review_case_id_investigation_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."investigation_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_review" ADD CONSTRAINT "case_review_by_id_user_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_subject" ADD CONSTRAINT "case_subject_case_id_investigation_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."investigation_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "investigation_case" ADD CONSTRAINT "investigation_case_network_id_network_id_fk" FOREIGN KEY ("network_id") REFERENCES "public"."network"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "investigation_case" ADD CONSTRAINT "investigation_case_opened_by_user_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "investigation_case" ADD CONSTRAINT "investigation_case_submitted_by_user_id_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imported_file" ADD CONSTRAINT "imported_file_import_id_import_run_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."import_run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network" ADD CONSTRAINT "network_run_id_resolve_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."resolve_run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network_member" ADD CONSTRAINT "network_member_network_id_network_id_fk" FOREIGN KEY ("network_id") REFERENCES "public"."network"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "packet" ADD CONSTRAINT "packet_case_id_investigation_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."investigation_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_user" ON "account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_user" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "case_claim_case" ON "case_claim" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "case_note_case" ON "case_note" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "case_review_case" ON "case_review" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "case_subject_account" ON "case_subject" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "imported_file_import" ON "imported_file" USING btree ("import_id");--> statement-breakpoint
CREATE INDEX "network_link_network" ON "network_link" USING btree ("network_id");--> statement-breakpoint
CREATE INDEX "network_link_b" ON "network_link" USING btree ("account_b");--> statement-breakpoint
CREATE INDEX "network_member_account" ON "network_member" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "packet_case" ON "packet" USING btree ("case_id");