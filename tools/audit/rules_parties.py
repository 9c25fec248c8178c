"""Parties and keys (docs/records.md, Parties and keys)."""

from __future__ import annotations

from findings import Refusal
from keys import SIGNED_FIRST, PublicKey, from_base64
from records import Record
from state import Key, Party, State, found, require


def key_of(record: Record, name: str) -> PublicKey:
    try:
        return PublicKey.from_spki(record.body[name])
    except ValueError as reason:
        raise Refusal("key_malformed", f"body.{name}: {reason}") from None


def add_key(state: State, party: str, key: PublicKey) -> None:
    require(key.key_id not in state.keys, "key_exists", key.key_id)
    state.keys[key.key_id] = Key(party, key)


def ledger_create(state: State, record: Record) -> None:
    require(record.index == 0, "ledger_exists")
    log_key, registrar_key = key_of(record, "log_key"), key_of(record, "registrar_key")
    require(record.ledger == log_key.ledger_id, "wrong_ledger", record.ledger)
    require(
        [key for key, _ in record.signatures] == [registrar_key.key_id],
        "signature_missing",
        registrar_key.key_id,
    )
    fits = registrar_key.fits(record.signatures[0][1], SIGNED_FIRST + record.signed)
    require(fits, "signature_invalid", registrar_key.key_id)
    state.audit.signatures += 1
    state.ledger = record.ledger
    state.log_keys = [log_key]
    state.demonstration = record.body["purpose"] == "demonstration"
    state.parties[record.by] = Party({"registrar"}, "agency")
    add_key(state, record.by, registrar_key)


def log_key_rotate(state: State, record: Record) -> None:
    before, after = state.log_keys[-1], key_of(record, "key")
    statement = f"linhui log key v1\n{state.ledger}\n{before.key_id}\n{after.key_id}\n".encode()
    for key, name in ((after, "possession"), (before, "consent")):
        signature = from_base64(record.body[name])
        require(key.fits(signature or b"", statement), "signature_invalid", f"body.{name}")
    known = after in state.log_keys or after.key_id in state.keys
    require(not known, "key_exists", after.key_id)
    state.log_keys.append(after)


def party_admit(state: State, record: Record) -> None:
    body = record.body
    key = key_of(record, "key")
    require(bool(body["roles"]), "record_malformed", "body.roles")
    require(body["party"] not in state.parties, "party_exists", body["party"])
    village = (body.get("township", ""), body.get("village", ""))
    if body["kind"] == "collective":
        named = all(village) and not any("/" in name for name in village)
        require(named, "record_malformed", "body.village")
        require(village not in state.collectives, "party_exists", "/".join(village))
    else:
        require(not any(village), "record_malformed", "body.village")
    add_key(state, body["party"], key)
    state.parties[body["party"]] = Party(set(body["roles"]), body["kind"])
    if body["kind"] == "collective":
        state.collectives[village] = body["party"]


def key_add(state: State, record: Record) -> None:
    key = key_of(record, "key")
    statement = f"linhui key possession v1\n{record.by}\n".encode()
    possession = from_base64(record.body["possession"])
    require(key.fits(possession or b"", statement), "signature_invalid", "body.possession")
    add_key(state, record.by, key)


def registrars_keys(state: State) -> list[str]:
    """The ids of the live keys of parties with the role of registrar."""
    return [
        key_id
        for key_id, key in state.keys.items()
        if not key.revoked and "registrar" in state.parties[key.party].roles
    ]


def key_revoke(state: State, record: Record) -> None:
    key: Key = found(state.keys, record.body["key"], "key_unknown")
    registrar = "registrar" in state.parties[record.by].roles
    require(key.party == record.by or registrar, "role_missing", "registrar")
    require(not key.revoked, "key_revoked", record.body["key"])
    last = registrars_keys(state) == [record.body["key"]]
    require(not last, "last_registrar_key", record.body["key"])
    key.revoked = True


RULES = {
    "ledger.create": ledger_create,
    "log.key.rotate": log_key_rotate,
    "party.admit": party_admit,
    "key.add": key_add,
    "key.revoke": key_revoke,
}
