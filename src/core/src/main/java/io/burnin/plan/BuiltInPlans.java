package io.burnin.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The plans that come with Burnin. */
public final class BuiltInPlans {

    private static final List<String> NAMES = List.of("phase1-burn-in");

    private BuiltInPlans() {}

    public static List<String> names() {
        return NAMES;
    }

    /** The plan's text in UTF-8. */
    public static Optional<byte[]> source(String name) {
        if (!NAMES.contains(name)) {
            return Optional.empty();
        }
        try (InputStream in = BuiltInPlans.class.getResourceAsStream("builtin/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("the built-in plan %s is missing from the jar".formatted(name));
            }
            return Optional.of(in.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
