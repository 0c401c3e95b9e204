package io.burnin.agent.probe;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.burnin.agent.http.Answer;
import io.burnin.agent.probe.HttpWitness.Question;
import io.burnin.agent.probe.ledger.Role;
import io.burnin.agent.record.SystemRunClock;
import io.burnin.plan.Probe.Witness.ByHttp;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpWitnessTest {

    private static final String URL = "http://target/jobs/<id>";

    private final SystemRunClock clock = SystemRunClock.start();
    private final Map<String, Instant> doneAt = new ConcurrentHashMap<>();
    private final Map<String, Instant> notYetAt = new ConcurrentHashMap<>();
    private final Map<String, Instant> toldAt = new ConcurrentHashMap<>();
    private final Map<String, Instant> seenAt = new ConcurrentHashMap<>();
    private final Map<String, Role> roles = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean isDown;
    private final HttpWitness witness = new HttpWitness(
            List.of(
                    new Question(Role.DONE, new ByHttp(URL, Map.of("/status", "completed"))),
                    new Question(Role.FAILED, new ByHttp(URL, Map.of("/status", "failed")))),
            this::answer,
            clock,
            id -> !seenAt.containsKey(id),
            (role, id, at) -> {
                roles.put(id, role);
                seenAt.put(id, at);
            });

    @AfterEach
    void close() {
        witness.close();
    }

    @Test
    void placesTheEndOfAJobBetweenTwoAnswers() {
        witness.start();
        var random = new SplittableRandom(7);
        for (int i = 0; i < 100; i++) {
            String id = "job" + i;
            notYetAt.put(id, clock.now());
            doneAt.put(id, clock.now().plusMillis(random.nextInt(5, 400)));
            witness.follow(id);
        }
        await().atMost(10, SECONDS).until(() -> seenAt.size() == 100);

        assertThat(seenAt)
                .allSatisfy((id, at) -> assertThat(at)
                        .isBetween(notYetAt.get(id), toldAt.get(id).plusMillis(5)));
    }

    @Test
    void tellsFailedFromDoneWithOneQuestionForBoth() {
        doneAt.put("failed", Instant.EPOCH);
        witness.start();
        witness.follow("failed");
        await().atMost(5, SECONDS).until(() -> seenAt.size() == 1);

        assertThat(roles).containsEntry("failed", Role.FAILED);
        assertThat(asked.get()).isEqualTo(1);
    }

    @Test
    void asksRarelyWhileNobodyListens() throws InterruptedException {
        isDown = true;
        witness.start();
        for (int i = 0; i < 50; i++) {
            doneAt.put("job" + i, Instant.EPOCH);
            witness.follow("job" + i);
        }
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        int whileDown = asked.get();
        isDown = false;
        await().atMost(5, SECONDS).until(() -> seenAt.size() == 50);

        assertThat(whileDown).isBetween(2, 60);
    }

    /** Else a target that gets slower would be asked more and more, and get slower. */
    @Test
    void asksForManyNoMoreOftenThanForFew() {
        witness.start();
        int many = 300;
        for (int i = 0; i < many; i++) {
            doneAt.put("job" + i, Instant.MAX);
            witness.follow("job" + i);
        }
        await().until(() -> asked.get() > many);
        Instant began = clock.now();
        int before = asked.get();
        await().until(() -> asked.get() > before + many);

        double seconds = Duration.between(began, clock.now()).toMillis() / 1000.0;
        assertThat((asked.get() - before) / seconds).isLessThan(200);
    }

    @Test
    void asksAtOnceIfSomebodyWantsToKnow() throws InterruptedException {
        witness.start();
        doneAt.put("old", clock.now().plusSeconds(1000));
        witness.follow("old");
        await().until(() -> asked.get() > 3);
        doneAt.put("old", Instant.EPOCH);
        witness.lookNow(Duration.ofSeconds(5));

        assertThat(seenAt).containsKey("old");
    }

    private Answer answer(String url) throws IOException {
        asked.incrementAndGet();
        if (isDown) {
            throw new ConnectException("no connection");
        }
        String id = url.substring(url.lastIndexOf('/') + 1);
        Instant now = clock.now();
        boolean done = !now.isBefore(doneAt.get(id));
        (done ? toldAt : notYetAt).put(id, now);
        String status = !done ? "working" : id.equals("failed") ? "failed" : "completed";
        return new Answer(200, "{\"status\": \"%s\"}".formatted(status));
    }
}
