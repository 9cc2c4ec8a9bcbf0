package io.nagare.uring;

import java.io.IOException;

/** There is no ring to be had. The message says why, in words. */
final class RingUnavailableException extends IOException {

    private static final long serialVersionUID = 1L;

    RingUnavailableException(String reason) {
        super(reason);
    }

    static RingUnavailableException of(String call, int error) {
        String why =
                switch (error) {
                    case Errors.NO_SUCH_CALL -> "the kernel has no io_uring";
                    case Errors.NOT_PERMITTED, Errors.ACCESS_DENIED ->
                        "io_uring is forbidden here, by kernel.io_uring_disabled or a seccomp filter";
                    case Errors.NO_MEMORY ->
                        "there is no memory for a ring, or the limit of locked memory (ulimit -l) is too low";
                    case Errors.TOO_MANY_FILES, Errors.TOO_MANY_FILES_IN_SYSTEM ->
                        "there is no descriptor left for a ring";
                    case Errors.INVALID -> "the kernel's io_uring is too old; Linux 6.0 is needed";
                    default -> "the system refuses a ring";
                };
        return new RingUnavailableException(why + " (" + call + ": " + Errors.message(error) + ")");
    }
}
