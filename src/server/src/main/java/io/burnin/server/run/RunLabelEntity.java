package io.burnin.server.run;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;

/** A label of a run, once more in a row of its own, so that runs are found by it. */
@Entity
@Table(name = "run_label")
class RunLabelEntity {

    @EmbeddedId
    Key key;

    @Column(name = "label_value")
    String value;

    @Embeddable
    record Key(UUID run, String name) {}
}
