package io.burnin.bundle;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The text that tells whoever unpacks a bundle what is in it. */
final class Readme {

    private static final String TEXT = """
            # Evidence bundle of a burn-in

            All that the verdict of one run rests on. Judge it again, without a server:

                java -jar burnin.jar judge BUNDLE.zip

            | entry | holds |
            |---|---|
            %s
            | `series/*.csv` | the samples of one series: epoch milliseconds and value; `evidence.json` says of which |
            | `artifacts/*` | files, ends of logs and process lists of the target; `artifacts.ndjson` says of which |

            Durations are in milliseconds, other values in the unit of their metric; times of the run are those of its agent.
            A line of an `.ndjson` file is one JSON object.

            `judge` refuses a bundle with an entry that is missing, added or not what the manifest says. With other tools:

                jq -r '.entries[] | "\\(.sha256)  \\(.name)"' manifest.json | sha256sum -c

            That shows damage. Whoever wants to deceive can write a new manifest too: fetch the bundle from the server yourself,
            or keep its own SHA-256 where nobody changes it.

            There are no secrets of `${secret:NAME}` in here: agents put them in, and never record them. What was captured of the
            target went through a filter for them, and for what looks like one.
            """;

    static String text() {
        return TEXT.formatted(Arrays.stream(Part.values())
                .map(part -> "| `%s` | %s |".formatted(part.entry(), part.content()))
                .collect(Collectors.joining("\n")));
    }

    private Readme() {}
}
