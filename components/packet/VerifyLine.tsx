"use client";

import { Copy } from "lucide-react";
import { IconButton } from "@/components/ui/IconButton";
import { packetCheckPath } from "@/lib/client/cases";
import { useToast } from "@/components/ui/Toast";
import styles from "./VerifyLine.module.css";

/** The command that checks a packet, ready to copy. */
export function VerifyLine({ packetId, filename }: { packetId: string; filename: string }) {
  const toast = useToast();
  const line = `npm run ringleader -- packet verify ${filename}`;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(line);
      toast("Command copied");
    } catch {
      toast("The browser refused to copy; select the line instead", "counter");
    }
  };
  return (
    <div className={styles.verify}>
      <p className={styles.words}>
        Anybody can check the file: every hash, the signature, the custody chain, each claim’s numbers and the
        networks. Hand over{" "}
        <a href={packetCheckPath(packetId, "verify.mjs")} download="verify.mjs">
          verify.mjs
        </a>{" "}
        and the{" "}
        <a href={packetCheckPath(packetId, "signer.pub.pem")} download="signer.pub.pem">
          public key
        </a>{" "}
        beside it: <code>node verify.mjs {filename}</code> needs nothing but Node.
      </p>
      <div className={styles.line}>
        <code>{line}</code>
        <IconButton label="Copy the command" size="small" onClick={() => void copy()}>
          <Copy aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}
