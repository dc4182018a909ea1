CREATE TABLE "case_link" (
	"case_id" text NOT NULL,
	"account_a" text NOT NULL,
	"account_b" text NOT NULL,
	"link" jsonb NOT NULL,
	CONSTRAINT "case_link_case_id_account_a_account_b_pk" PRIMARY KEY("case_id","account_a","account_b")
);
--> statement-breakpoint
ALTER TABLE "investigation_case" ADD COLUMN "finding" jsonb;--> statement-breakpoint
ALTER TABLE "case_link" ADD CONSTRAINT "case_link_case_id_investigation_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."investigation_case"("id") ON DELETE no action ON UPDATE no action;