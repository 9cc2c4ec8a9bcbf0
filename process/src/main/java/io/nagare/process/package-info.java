/**
 * Child processes, signals, standard streams, and a one-line main.
 *
 * <p>A child is scoped unless a call says otherwise: it is ended with the stream that started it, however that ends. A
 * child that is ended is asked first (SIGTERM on Unix), and killed if it is still there after the grace.
 *
 * <p>Pseudo-terminals are left out: the JDK can neither open one nor make it a child's controlling terminal. A program
 * that behaves differently on a terminal can be started through {@code script} or {@code unbuffer}.
 *
 * <p>Reading order: {@code Command} (what to start, and the scoped ways to do it), {@code ChildStream} (where a stream
 * leads), {@code Child} and {@code ChildInput} (a running child), {@code ExitStatus}, {@code CommandOutput},
 * {@code Pipeline} and {@code PipelineOutput}. About this process: {@code Signals} with {@code ReceivedSignal},
 * {@code StandardStreams}, {@code MainProgram} with {@code MainOptions}.
 *
 * <p>Package-private: {@code CommandSettings} (what a command consists of), {@code Launch} (starts children), {@code
 * SimulatedLaunch} (the same on a simulated host), {@code NativeText} (what can be passed to a child), {@code
 * ChildProcess} (what is behind a child), {@code LimitedBytes} (collects output); {@code CaughtSignal} (a signal and
 * its listeners), {@code SystemSignals} (the JDK's way to signals); {@code StandardInput}, {@code StandardInputSource}
 * and {@code StandardOutput} (the streams of this process).
 */
@NullMarked
package io.nagare.process;

import org.jspecify.annotations.NullMarked;
