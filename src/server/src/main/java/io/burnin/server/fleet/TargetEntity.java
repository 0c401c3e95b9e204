package io.burnin.server.fleet;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** The row behind a {@link Target}. Nothing outside {@link Agents} sees it. */
@Entity
@Table(name = "target")
class TargetEntity {

    @EmbeddedId
    Key key;

    @Column(name = "labels_json")
    String labels;

    @Column(name = "parameters_json")
    String parameters;

    @Column(name = "declared_at")
    Instant declaredAt;

    @Embeddable
    record Key(UUID agent, String name) {}
}
