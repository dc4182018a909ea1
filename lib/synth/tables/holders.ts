import type { Campaign } from "../campaign";
import type { SynthRow } from "../columns";
import { aspect, shuffled } from "../draw";
import { keysOf } from "../keys";
import type { Subject } from "../segment";

const ORDER = aspect("row order");

/** Every account once, in an order that says nothing about who runs it. */
export function* subjects(campaign: Campaign): Generator<Subject> {
  for (let position = 0; position < campaign.accounts; position++) {
    yield campaign.subject(shuffled(campaign.draw, ORDER, campaign.accounts, position));
  }
}

export function* accountRows(campaign: Campaign): Generator<SynthRow<"accounts">> {
  for (const subject of subjects(campaign)) {
    const identity = subject.segment.identity(campaign, subject);
    yield {
      account_id: subject.accountId,
      created_at: subject.life.createdMs,
      account_type: identity.accountType,
      organization: identity.organization,
      display_name: identity.displayName,
      email: identity.email,
      phone: identity.phone,
      country: identity.country,
      signup_ip: identity.signupIp,
      signup_user_agent: identity.signupUserAgent,
      referral_code: identity.referralCode,
      status: subject.life.status,
      status_changed_at: subject.life.statusChangedMs ?? "",
      verified_entity: identity.verifiedEntity,
      contract_id: identity.contractId,
    };
  }
}

export function* apiKeyRows(campaign: Campaign): Generator<SynthRow<"api_keys">> {
  for (const subject of subjects(campaign)) {
    for (const key of keysOf(campaign, subject)) {
      yield {
        api_key_id: key.apiKeyId,
        account_id: subject.accountId,
        created_at: key.createdMs,
        revoked_at: key.revokedMs ?? "",
      };
    }
  }
}

export function* paymentInstrumentRows(campaign: Campaign): Generator<SynthRow<"payment_instruments">> {
  for (const subject of subjects(campaign)) {
    for (const instrument of subject.segment.instruments(campaign, subject)) {
      yield {
        account_id: subject.accountId,
        fingerprint: instrument.fingerprint,
        kind: instrument.kind,
        bin: instrument.bin,
        funding: instrument.funding,
        issuer_country: instrument.issuerCountry,
        billing_name: instrument.billingName,
        added_at: instrument.addedMs,
        removed_at: instrument.removedMs ?? "",
      };
    }
  }
}

export function* observationRows(campaign: Campaign): Generator<SynthRow<"observations">> {
  for (const subject of subjects(campaign)) {
    for (const device of subject.segment.devices(campaign, subject)) {
      yield {
        account_id: subject.accountId,
        kind: "device",
        value: device.value,
        first_seen: device.firstMs,
        last_seen: device.lastMs,
        count: device.count,
      };
    }
  }
}

/** Who runs each account: for benchmarks only. */
export function* truthRows(campaign: Campaign): Generator<SynthRow<"truth">> {
  for (const subject of subjects(campaign)) {
    yield {
      account_id: subject.accountId,
      operator_id: subject.segment.party(campaign, subject),
      label: subject.segment.label,
      source: subject.segment.source(campaign, subject),
    };
  }
}
