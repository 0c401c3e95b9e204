package io.burnin.server.plan;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** The row behind a {@link StoredPlan}. Nothing outside {@link Plans} sees it. */
@Entity
@Table(name = "plan")
class PlanEntity {

    @EmbeddedId
    Key key;

    String hash;
    String title;
    String source;

    @Column(name = "lint_json")
    String lint;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    String createdBy;

    @Embeddable
    record Key(String name, int version) {}
}
