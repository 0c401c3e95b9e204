package io.burnin.server.security;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of the audit. Only {@link Audit} writes it, and nobody changes it. */
@Entity
@Table(name = "audit")
class AuditEntity {

    @Id
    UUID id;

    Instant at;
    String who;
    String action;
    String subject;
    String detail;
}
