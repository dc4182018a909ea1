CREATE TABLE "calibration" (
	"id" text PRIMARY KEY NOT NULL,
	"fitted_at" timestamp with time zone NOT NULL,
	"by_id" text NOT NULL,
	"method" text NOT NULL,
	"coefficients" jsonb NOT NULL,
	"reliability" jsonb NOT NULL,
	"must_link" integer NOT NULL,
	"cannot_link" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "link_decision" (
	"id" text PRIMARY KEY NOT NULL,
	"account_a" text NOT NULL,
	"account_b" text NOT NULL,
	"verdict" text NOT NULL,
	"reason" text NOT NULL,
	"by_id" text NOT NULL,
	"by_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_by_name" text,
	"withdraw_reason" text,
	"bits" double precision,
	"families" jsonb,
	"model_version" text,
	CONSTRAINT "link_decision_two_accounts" CHECK (account_a <> account_b)
);
--> statement-breakpoint
CREATE TABLE "network_last_member" (
	"network_id" text NOT NULL,
	"account_id" text NOT NULL,
	CONSTRAINT "network_last_member_network_id_account_id_pk" PRIMARY KEY("network_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "network_lineage" (
	"id" serial PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"network_id" text NOT NULL,
	"other_network_id" text,
	"shared" integer NOT NULL,
	"accounts_before" integer NOT NULL,
	"accounts_after" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "network_last_member" ADD CONSTRAINT "network_last_member_network_id_network_id_fk" FOREIGN KEY ("network_id") REFERENCES "public"."network"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network_lineage" ADD CONSTRAINT "network_lineage_run_id_resolve_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."resolve_run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network_lineage" ADD CONSTRAINT "network_lineage_network_id_network_id_fk" FOREIGN KEY ("network_id") REFERENCES "public"."network"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network_lineage" ADD CONSTRAINT "network_lineage_other_network_id_network_id_fk" FOREIGN KEY ("other_network_id") REFERENCES "public"."network"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "calibration_method" ON "calibration" USING btree ("method","fitted_at");--> statement-breakpoint
CREATE UNIQUE INDEX "link_decision_standing" ON "link_decision" USING btree ("account_a","account_b") WHERE withdrawn_at IS NULL;--> statement-breakpoint
CREATE INDEX "link_decision_b" ON "link_decision" USING btree ("account_b");--> statement-breakpoint
CREATE INDEX "network_lineage_network" ON "network_lineage" USING btree ("network_id");--> statement-breakpoint
CREATE INDEX "network_lineage_other" ON "network_lineage" USING btree ("other_network_id");