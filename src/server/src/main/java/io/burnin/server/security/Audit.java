package io.burnin.server.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;

/** Who changed what. Written in the transaction of the change, so that neither is there without the other. */
@ApplicationScoped
public class Audit {

    private static final int LONGEST_DETAIL = 4000;
    private static final int LONGEST_SUBJECT = 500;

    private final EntityManager database;
    private final Caller caller;
    private final Clock clock;

    Audit(EntityManager database, Caller caller, Clock clock) {
        this.database = database;
        this.caller = caller;
        this.clock = clock;
    }

    /** @param action in the form {@code <thing>.<verb>}, e.g. {@code run.cancel} */
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(String action, String subject, String detail, Object... values) {
        AuditEntity row = new AuditEntity();
        row.id = UUID.randomUUID();
        row.at = clock.instant();
        row.who = caller.name();
        row.action = action;
        row.subject = shortened(subject, LONGEST_SUBJECT);
        row.detail = shortened(detail.formatted(values), LONGEST_DETAIL);
        database.persist(row);
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
