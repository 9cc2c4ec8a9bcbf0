package io.nagare.nats;

import io.nagare.nats.failure.NatsRefusedException;
import io.nats.client.Message;
import io.nats.client.impl.NatsMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the server denies to those that have tried it. The server answers nothing to what is denied: it says so
 * on the connection, with the subject. Any thread may call.
 */
final class Denials {

    private static final Pattern SAID = Pattern.compile(
            "permissions violation for (publish|subscription) to \"([^\"]*)\".*", Pattern.CASE_INSENSITIVE);

    private static final String ACKNOWLEDGING = "$JS.ACK.";

    private final Map<Place, Set<Consumer<Denied>>> concerned = new ConcurrentHashMap<>();

    /** What a user may not do where. */
    private record Place(boolean publishing, String subject) {}

    /**
     * What was denied.
     *
     * @param publishing whether it was to send, and not to subscribe
     */
    record Denied(boolean publishing, String subject, String says) {

        NatsRefusedException failure() {
            return new NatsRefusedException(
                    (publishing ? "to let this user send to " : "to let this user subscribe to ") + subject,
                    Replies.DENIED,
                    0,
                    says);
        }

        /** Makes the answer that the server does not send. */
        Message answer() {
            String escaped = says.replace("\\", "\\\\").replace("\"", "\\\"");
            String body = "{\"error\":{\"code\":" + Replies.DENIED + ",\"description\":\"" + escaped + "\"}}";
            return NatsMessage.builder()
                    .subject(subject)
                    .data(body.getBytes(StandardCharsets.UTF_8))
                    .build();
        }
    }

    /** Reads what the server says. Returns null if that denies nothing. */
    static @Nullable Denied read(String says) {
        Matcher matcher = SAID.matcher(says);
        return matcher.matches()
                ? new Denied(matcher.group(1).equalsIgnoreCase("publish"), matcher.group(2), says)
                : null;
    }

    /**
     * Has somebody told if it is denied to send to a subject, or to subscribe to it. Sending to {@code
     * $JS.ACK.stream.consumer} stands for all acknowledgements.
     *
     * @return ends that
     */
    Runnable tell(boolean publishing, String subject, Consumer<Denied> told) {
        Place place = new Place(publishing, subject);
        concerned.compute(place, (same, before) -> {
            Set<Consumer<Denied>> all = before == null ? ConcurrentHashMap.newKeySet() : before;
            all.add(told);
            return all;
        });
        return () -> concerned.computeIfPresent(place, (same, all) -> {
            all.remove(told);
            return all.isEmpty() ? null : all;
        });
    }

    /** Tells those that are concerned. Returns whether there are any. */
    boolean denied(Denied what) {
        Set<Consumer<Denied>> told = concerned.get(new Place(what.publishing(), kind(what.subject())));
        if (told == null) {
            return false;
        }
        List<Consumer<Denied>> all = List.copyOf(told);
        all.forEach(each -> each.accept(what));
        return !all.isEmpty();
    }

    /** Returns the beginning of a subject, without names that are made anew each time. */
    static String beginning(String subject) {
        String[] parts = subject.split("\\.");
        int most = subject.startsWith("$JS.") ? 5 : 1;
        return subject.startsWith("$JS.") || subject.startsWith("_INBOX.")
                ? String.join(".", List.of(parts).subList(0, Math.min(most, parts.length)))
                : subject;
    }

    /** Returns the subject, without what differs from one acknowledgement to the other. */
    static String kind(String subject) {
        if (!subject.startsWith(ACKNOWLEDGING)) {
            return subject;
        }
        String[] parts = subject.split("\\.");
        return parts.length < 4 ? subject : ACKNOWLEDGING + parts[2] + "." + parts[3];
    }
}
