import { Notice } from "@/components/ui/Notice";
import { Sentence } from "@/components/ui/Sentence";
import { TimeUtc } from "@/components/ui/TimeUtc";
import type { CaseView } from "@/lib/domain/case";

/** Where the case stands, when that keeps people from writing or asks them to do something. */
export function CaseStanding({ view }: { view: CaseView }) {
  const last = view.reviews.at(-1);
  if (view.status === "in_review") {
    return (
      <Notice tone="info">
        <strong>Read-only while in review.</strong> Submitted{" "}
        {last === undefined ? null : (
          <>
            by <Sentence>{last.byName}</Sentence> on <TimeUtc ms={last.atMs} />
          </>
        )}
        . Notes can still be added. It opens again if a reviewer sends it back.
      </Notice>
    );
  }
  if (view.status === "approved") {
    return (
      <Notice tone="ok">
        <strong>
          Approved
          {last === undefined ? null : (
            <>
              {" "}
              by <Sentence>{last.byName}</Sentence>
            </>
          )}
        </strong>
        {last === undefined ? null : (
          <>
            {" "}
            on <TimeUtc ms={last.atMs} />
          </>
        )}
        . Its subjects and claims can no longer change; a packet can be built from exactly this.
      </Notice>
    );
  }
  if (view.status === "closed") return <Notice tone="info">This case is closed and read-only.</Notice>;
  if (last?.decision === "sent_back") {
    return (
      <Notice tone="warn">
        <strong>
          Sent back by <Sentence>{last.byName}</Sentence>
        </strong>{" "}
        on <TimeUtc ms={last.atMs} />: <Sentence>{last.reason}</Sentence>
      </Notice>
    );
  }
  return view.allowed.edit.ok || view.allowed.edit.reason === "" ? null : (
    <Notice tone="info">Read-only: {view.allowed.edit.reason}</Notice>
  );
}
