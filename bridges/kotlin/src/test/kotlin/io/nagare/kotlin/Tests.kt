package io.nagare.kotlin

import io.nagare.Nagare
import java.util.concurrent.CountDownLatch
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.CoroutineScope
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.BeforeEach

/** A test with a runtime. */
abstract class RuntimeTest {

    protected val unseen = LinkedBlockingQueue<String>()
    protected lateinit var nagare: Nagare

    @BeforeEach
    fun start() {
        nagare = runtime(2)
    }

    @AfterEach
    fun close() {
        nagare.close()
    }

    protected fun runtime(workers: Int): Nagare =
        Nagare.multiThread()
            .workers(workers)
            .onUnseenFailure { failure, where -> unseen.add("${failure.message}, $where") }
            .start()
}

/** Runs a test in a coroutine of its own thread, with a limit. */
fun test(body: suspend CoroutineScope.() -> Unit): Unit = runBlocking { withTimeout(LIMIT_MILLIS, body) }

fun CountDownLatch.awaitSoon(): Unit = assertTrue(await(LIMIT_MILLIS, TimeUnit.MILLISECONDS))

const val LIMIT_MILLIS: Long = 20_000
