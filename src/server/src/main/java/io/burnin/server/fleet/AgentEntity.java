package io.burnin.server.fleet;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/**
 * The row behind an {@link Agent}. Nothing outside {@link Agents} sees it. Updated by what has changed: a heartbeat must not
 * write back the request for work that it has read.
 */
@Entity
@DynamicUpdate
@Table(name = "agent")
class AgentEntity {

    @Id
    UUID id;

    String name;
    String host;
    String os;
    String version;

    @Column(name = "boot_id")
    String bootId;

    int protocol;

    @Column(name = "actions_json")
    String actions;

    @Column(name = "probes_json")
    String probes;

    @Column(name = "modes_json")
    String modes;

    int runs;

    @Column(name = "environment_json")
    String environment;

    UUID token;

    @Column(name = "registered_at")
    Instant registeredAt;

    @Column(name = "last_contact")
    Instant lastContact;

    long asked;

    @Column(name = "asks_until")
    Instant asksUntil;

    @Column(name = "clock_offset_millis")
    Double clockOffsetMillis;

    @Column(name = "clock_error_millis")
    Double clockErrorMillis;

    @Column(name = "clock_drift_ppm")
    Double clockDriftPpm;
}
