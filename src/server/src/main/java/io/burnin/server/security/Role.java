package io.burnin.server.security;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a token may do. */
public enum Role {
    /** Reads everything but tokens. */
    VIEWER,
    /** Starts, cancels and labels runs; reads. */
    OPERATOR,
    /** Uploads plans; reads. */
    AUTHOR,
    /** Works on runs that were leased to it, and nothing else. */
    AGENT,
    /** Everything. */
    ADMIN;

    /** As annotations need them. */
    public static final String MAY_READ = "viewer";

    public static final String MAY_OPERATE = "operator";
    public static final String MAY_WRITE_PLANS = "author";

    /** Even with a token that has expired, unless {@link Caller#requireUnexpired} is asked, too. */
    public static final String MAY_WORK = "agent";

    public static final String MAY_ADMINISTER = "admin";

    /** The roles that it contains, itself among them, as annotations name them. */
    Set<String> allowed() {
        Set<Role> contained = switch (this) {
            case VIEWER -> EnumSet.of(VIEWER);
            case OPERATOR -> EnumSet.of(OPERATOR, VIEWER);
            case AUTHOR -> EnumSet.of(AUTHOR, VIEWER);
            case AGENT -> EnumSet.of(AGENT);
            case ADMIN -> EnumSet.allOf(Role.class);
        };
        return contained.stream().map(Role::word).collect(Collectors.toSet());
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
