package io.burnin.server.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** A token as its owner sends it. Its text never reaches a log. */
record Secret(String text) {

    private static final int BYTES = 32;

    static Secret random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Secret("burnin_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What is stored. A fast hash will do, because nobody can guess 256 random bits. */
    String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException defect) {
            throw new IllegalStateException("every Java has SHA-256", defect);
        }
    }

    @Override
    public String toString() {
        return "a secret";
    }
}
