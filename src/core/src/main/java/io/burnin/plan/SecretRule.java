package io.burnin.plan;

import java.util.Locale;
import java.util.regex.Pattern;

/** A plan is stored and shown to everybody: what looks like a secret should not stand in it. */
final class SecretRule implements Linter.Rule {

    private static final Pattern TELLING_KEY =
            Pattern.compile(".*(password|passwd|secret|token|api[_-]?key|private[_-]?key|authorization|credential).*");

    private static final Pattern TELLING_VALUE = Pattern.compile("AKIA[0-9A-Z]{16}"
            + "|gh[pousr]_[A-Za-z0-9]{30,}"
            + "|xox[abprs]-[A-Za-z0-9-]{10,}"
            + "|eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}"
            + "|-----BEGIN [A-Z ]*PRIVATE KEY"
            + "|(?i:bearer|basic)\\s+[A-Za-z0-9._~+/=-]{12,}"
            + "|://[^/\\s:@]{1,64}:[^/\\s@$]{1,64}@");

    @Override
    public void check(Linted linted) {
        look(linted, linted.root(), "", "");
    }

    private static void look(Linted linted, Node node, String path, String key) {
        switch (node) {
            case Node.Entries map ->
                map.entries()
                        .forEach(entry -> look(
                                linted,
                                entry.value(),
                                path.isEmpty()
                                        ? entry.key().text()
                                        : path + "/" + entry.key().text(),
                                entry.key().text()));
            case Node.Items list -> {
                for (int i = 0; i < list.items().size(); i++) {
                    look(linted, list.items().get(i), path + "/" + i, key);
                }
            }
            case Node.Scalar scalar -> {
                if (looksSecret(key, scalar.text())) {
                    linted.warning(
                            "secret",
                            path,
                            "this looks like a secret, and everybody who sees the plan sees it",
                            "write ${secret:NAME}; the agent knows its value");
                }
            }
            case Node.Absent absent -> {}
        }
    }

    private static boolean looksSecret(String key, String value) {
        boolean told = TELLING_KEY.matcher(key.toLowerCase(Locale.ROOT)).matches()
                && value.length() >= 4
                && !value.contains("${")
                && !value.startsWith("/");
        return told || TELLING_VALUE.matcher(value).find();
    }
}
