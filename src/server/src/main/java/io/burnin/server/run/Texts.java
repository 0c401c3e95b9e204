package io.burnin.server.run;

/** Texts of agents, made fit for a column. */
public final class Texts {

    /** Cut to its length, and without the character NUL, which PostgreSQL does not store. */
    public static String shortened(String text, int length) {
        String storable = text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
        return storable.length() <= length ? storable : storable.substring(0, length);
    }

    private Texts() {}
}
