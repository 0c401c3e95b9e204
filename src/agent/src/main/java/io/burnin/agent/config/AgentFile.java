package io.burnin.agent.config;

import io.burnin.agent.config.AgentConfig.Disk;
import io.burnin.agent.config.AgentConfig.Guarding;
import io.burnin.agent.config.AgentConfig.SecretSource;
import io.burnin.agent.config.AgentConfig.Target;
import io.burnin.agent.config.AgentConfig.Token;
import io.burnin.agent.policy.Glob;
import io.burnin.agent.policy.Rules;
import io.burnin.plan.ParameterValue;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an {@code agent.yaml}:
 *
 * <pre>
 * server: http://burnin.example:8080
 * tokenFile: agent.token            # or token: …
 * name: build-7                     # default: the host's name
 * data: data                        # journals; default: beside the file
 * runs: 1                           # at once on this host
 * journal: 2 GB                     # the most that one run's may take; then its oldest samples are thinned
 * keepFree: 100 MB                  # of the disk: with less, no samples are written
 * targets:
 *   staging:
 *     labels: {pool: linux}
 *     parameters: {home: /srv/app, startCommand: [java, -jar, app.jar]}
 * secrets:
 *   apiKey: {environment: API_KEY}  # or {file: api.key}
 * policy:                           # what is not listed is refused
 *   commands: ['java -jar app.jar']
 *   read: [/srv/app]
 *   write: [/srv/app/in]
 *   urls: ['http://localhost:9000']
 *   harm: {app: '*app.jar*'}
 * guard:                            # undoes harm when the agent cannot
 *   graceSeconds: 5                 # how long an agent that is gone may take to come back
 *   patienceSeconds: 120            # how long an agent may be stuck
 * </pre>
 */
public final class AgentFile {

    private final Path folder;

    private AgentFile(Path folder) {
        this.folder = folder;
    }

    public static AgentConfig read(Path file) throws ConfigException, IOException {
        try {
            return parse(file, Files.readString(file));
        } catch (NoSuchFileException missing) {
            throw new ConfigException(
                    "there is no %s; name the agent's file with --config, README says what stands in it"
                            .formatted(file));
        }
    }

    static AgentConfig parse(Path file, String yaml) throws ConfigException {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return new AgentFile(folder).config(Section.of(file.getFileName().toString(), yaml));
    }

    private AgentConfig config(Section root) throws ConfigException {
        root.allow(
                "server",
                "token",
                "tokenFile",
                "name",
                "data",
                "runs",
                "journal",
                "keepFree",
                "targets",
                "secrets",
                "policy",
                "guard");
        Optional<Section> targets = root.section("targets");
        if (targets.isEmpty() || targets.get().keys().isEmpty()) {
            throw root.wrong("names no target; write 'targets: {some-name: {}}'");
        }
        return new AgentConfig(
                server(root),
                token(root),
                root.text("name"),
                folder.resolve(root.text("data").orElse("data")).normalize(),
                root.number("runs", 1).orElse(1),
                new Disk(
                        root.bytes("journal").orElse(Disk.DEFAULT.journal()),
                        root.bytes("keepFree").orElse(Disk.DEFAULT.keepFree())),
                targets(targets.get()),
                policy(root),
                secrets(root),
                guard(root));
    }

    private static Guarding guard(Section root) throws ConfigException {
        Optional<Section> guard = root.section("guard");
        if (guard.isEmpty()) {
            return Guarding.DEFAULT;
        }
        Section times = guard.get().allow("graceSeconds", "patienceSeconds");
        return new Guarding(
                seconds(times, "graceSeconds", 0).orElse(Guarding.DEFAULT.grace()),
                seconds(times, "patienceSeconds", 1).orElse(Guarding.DEFAULT.patience()));
    }

    private static Optional<Duration> seconds(Section section, String key, int least) throws ConfigException {
        Optional<Integer> number = section.number(key, least);
        return number.map(Duration::ofSeconds);
    }

    private static Optional<URI> server(Section root) throws ConfigException {
        Optional<String> text = root.text("server");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            var server = new URI(text.get());
            if (server.getHost() != null && List.of("http", "https").contains(String.valueOf(server.getScheme()))) {
                return Optional.of(server);
            }
        } catch (URISyntaxException malformed) {
            throw root.wrong("server", "is no address: " + malformed.getMessage());
        }
        throw root.wrong("server", "must be like http://burnin.example:8080, not '%s'".formatted(text.get()));
    }

    private Optional<Token> token(Section root) throws ConfigException {
        Optional<String> literal = root.text("token");
        Optional<String> inFile = root.text("tokenFile");
        if (literal.isPresent() && inFile.isPresent()) {
            throw root.wrong("tokenFile", "stands beside token; keep one of them");
        }
        return literal.<Token>map(Token.Literal::new)
                .or(() -> inFile.map(path -> new Token.InFile(folder.resolve(path))));
    }

    private static Map<String, Target> targets(Section targets) throws ConfigException {
        var all = new LinkedHashMap<String, Target>();
        for (String name : targets.keys()) {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
                throw targets.wrong(name, "is no name; letters, digits, '.', '_' and '-' make one");
            }
            Optional<Section> target = targets.section(name);
            if (target.isEmpty()) {
                all.put(name, new Target(Map.of(), Map.of()));
                continue;
            }
            target.get().allow("labels", "parameters");
            Optional<Section> labels = target.get().section("labels");
            Optional<Section> parameters = target.get().section("parameters");
            all.put(
                    name,
                    new Target(
                            labels.isPresent() ? labels.get().textByKey() : Map.of(),
                            parameters.isPresent() ? parameters(parameters.get()) : Map.of()));
        }
        return all;
    }

    private static Map<String, ParameterValue> parameters(Section section) throws ConfigException {
        var parameters = new LinkedHashMap<String, ParameterValue>();
        for (String name : section.keys()) {
            if (section.isList(name)) {
                parameters.put(name, new ParameterValue.Words(section.texts(name)));
            } else {
                parameters.put(name, new ParameterValue.Text(section.text(name).orElse("")));
            }
        }
        return parameters;
    }

    private Rules policy(Section root) throws ConfigException {
        Optional<Section> policy = root.section("policy");
        if (policy.isEmpty()) {
            return Rules.NONE;
        }
        Section rules = policy.get().allow("commands", "read", "write", "urls", "harm");
        for (String url : rules.texts("urls")) {
            if (!url.matches("https?://[^/@]+(/.*)?")) {
                throw rules.wrong("urls", "holds '%s'; write it like 'http://localhost:9000'".formatted(url));
            }
        }
        var harm = new LinkedHashMap<String, Glob>();
        Optional<Section> services = rules.section("harm");
        if (services.isPresent()) {
            services.get().textByKey().forEach((service, glob) -> harm.put(service, new Glob(glob)));
        }
        return new Rules(
                rules.texts("commands").stream().map(Glob::new).toList(),
                folders(rules.texts("read")),
                folders(rules.texts("write")),
                rules.texts("urls"),
                harm);
    }

    private List<Path> folders(List<String> names) {
        return names.stream().map(name -> folder.resolve(name).normalize()).toList();
    }

    private Map<String, SecretSource> secrets(Section root) throws ConfigException {
        var sources = new LinkedHashMap<String, SecretSource>();
        Optional<Section> secrets = root.section("secrets");
        if (secrets.isPresent()) {
            for (String name : secrets.get().keys()) {
                sources.put(name, secret(secrets.get(), name));
            }
        }
        return sources;
    }

    private SecretSource secret(Section secrets, String name) throws ConfigException {
        Section source = secrets.section(name)
                .orElseThrow(
                        () -> secrets.wrong(name, "says not where it is; write {environment: NAME} or {file: path}"))
                .allow("environment", "file");
        Optional<String> variable = source.text("environment");
        Optional<String> inFile = source.text("file");
        if (variable.isPresent() == inFile.isPresent()) {
            throw secrets.wrong(name, "needs exactly one of {environment: NAME} and {file: path}");
        }
        return variable.<SecretSource>map(SecretSource.Environment::new)
                .orElseGet(() -> new SecretSource.InFile(folder.resolve(inFile.orElseThrow())));
    }
}
