package io.burnin.server.run;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** The row behind a {@link Run}. Nothing outside {@link Runs} sees it. */
@Entity
@Table(name = "run")
class RunEntity {

    @Id
    UUID id;

    String plan;

    @Column(name = "plan_version")
    int planVersion;

    long number;
    String profile;
    String mode;

    @Column(name = "wanted_target")
    String wantedTarget;

    @Column(name = "wanted_labels_json")
    String wantedLabels;

    @Column(name = "labels_json")
    String labels;

    @Column(name = "parameters_json")
    String parameters;

    @Column(name = "tests_json")
    String tests;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "rerun_of")
    UUID rerunOf;

    @Column(name = "idempotency_key")
    String idempotencyKey;

    @Column(name = "idempotency_hash")
    String idempotencyHash;

    String state;
    String why;

    @Column(name = "why_since")
    Instant whySince;

    @Column(name = "queued_at")
    Instant queuedAt;

    @Column(name = "queue_until")
    Instant queueUntil;

    @Column(name = "started_at")
    Instant startedAt;

    @Column(name = "ended_at")
    Instant endedAt;

    @Column(name = "planned_seconds")
    long plannedSeconds;

    @Column(name = "extension_seconds")
    long extensionSeconds;

    @Column(name = "extended_seconds")
    long extendedSeconds;

    @Column(name = "error_class")
    String errorClass;

    String reason;

    @Column(name = "target_dirty")
    String targetDirty;

    String target;
    UUID agent;

    @Column(name = "given_json")
    String given;

    long fence;

    @Column(name = "lease_until")
    Instant leaseUntil;

    @Column(name = "last_contact")
    Instant lastContact;

    @Column(name = "clock_offset_millis")
    Double clockOffsetMillis;

    @Column(name = "clock_error_millis")
    Double clockErrorMillis;

    @Column(name = "clock_state")
    String clockState;

    @Column(name = "silent_since")
    Instant silentSince;

    @Column(name = "cursor_seq")
    long cursorSeq;

    @Column(name = "event_count")
    long eventCount;

    @Column(name = "newest_record_at")
    Instant newestRecordAt;

    long journalled;
    String doing;

    @Column(name = "duplicate_records")
    long duplicateRecords;

    @Column(name = "late_records")
    long lateRecords;

    @Column(name = "cancel_requested_by")
    String cancelRequestedBy;

    @Column(name = "stop_requested_by")
    String stopRequestedBy;

    @Column(name = "end_reason")
    String endReason;

    String light;
}
