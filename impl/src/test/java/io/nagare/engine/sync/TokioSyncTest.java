package io.nagare.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Lists our versions of Tokio's most valuable tests of synchronization. Each case has a tag, which runs our test alone.
 * Tokio's name is in the comment of our test, or of a stress test.
 */
class TokioSyncTest {

    private static final Map<String, List<String>> CASES = new LinkedHashMap<>();

    static {
        CASES.put("tokio-27", List.of("broadcast_wrap", "broadcast_send"));
        CASES.put(
                "tokio-28",
                List.of(
                        "lag_uses_power_of_two_buffer_length",
                        "single_slot_capacity_lag_semantics",
                        "dropping_sender_does_not_overwrite"));
        CASES.put("tokio-29", List.of("send_in_waker_drop", "panic_in_clone"));
        CASES.put(
                "tokio-30",
                List.of(
                        "ready_close_cancel_bounded",
                        "permit_available_not_acquired_close",
                        "cancelled_reserve_wakes_closed_receiver"));
        CASES.put("tokio-31", List.of("closing_and_sending"));
        CASES.put(
                "tokio-32",
                List.of(
                        "notify_waiters_is_atomic",
                        "notify_waiters_poll_consistency_many",
                        "notify_waiters_sequential_notified_await"));
        CASES.put("tokio-33", List.of("notified_multi_notify_drop_one"));
        CASES.put("tokio-34", List.of("concurrent_cancel", "release_during_acquire"));
        CASES.put("tokio-35", List.of("write_read_shared_drop_pending", "multithreaded"));
        CASES.put("tokio-token", List.of("cancel_grandchild_token_through_parent_if_child_was_dropped"));
        CASES.put("tokio-oneshot", List.of("checking_tx_send_ok_not_drop"));
        CASES.put("tokio-watch", List.of("wait_for_returns_correct_value", "rx_observes_final_value"));
        CASES.put(
                "tokio-join", List.of("abort_all_during_completion", "test_join_set_coop", "shutdown", "abort_tasks"));
    }

    @Test
    void eachCaseHasATest() throws IOException {
        StringBuilder tests = new StringBuilder();
        for (Path root : List.of(Path.of("src", "test", "java"), Path.of("..", "stress", "src"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    if (!file.endsWith("TokioSyncTest.java")) {
                        tests.append(Files.readString(file));
                    }
                }
            }
        }
        List<String> missing = new ArrayList<>();
        CASES.forEach((tag, names) -> {
            if (tests.indexOf("@Tag(\"" + tag + "\")") < 0) {
                missing.add(tag);
            }
            for (String name : names) {
                if (tests.indexOf('"' + name + '"') < 0 && tests.indexOf("{@code " + name + '}') < 0) {
                    missing.add(name);
                }
            }
        });
        assertEquals(List.of(), missing);
    }
}
