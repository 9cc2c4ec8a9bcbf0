package io.nagare.kotlin

import io.nagare.Nagare
import io.nagare.One
import io.nagare.testing.VirtualRuntime
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.hours
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Views of a runtime's dispatcher, which run only some coroutines at a time. */
class LimitedViewTest : RuntimeTest() {

    @Test
    fun aViewRunsNoMoreThanItsLimitAtATime() = test {
        val four = runtime(4)
        val running = AtomicInteger()
        val most = AtomicInteger()
        withContext(four.asCoroutineDispatcher().limitedParallelism(2)) {
            List(200) {
                launch {
                    repeat(5) {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max)
                        running.decrementAndGet()
                        yield()
                    }
                }
            }.joinAll()
        }
        assertTrue(most.get() <= 2, most.toString())
        withContext(Dispatchers.IO) { four.close() }
    }

    @Test
    fun theRuntimeMeasuresTheDelaysOfAView() {
        VirtualRuntime.start().use { runtime ->
            val view = runtime.asCoroutineDispatcher().limitedParallelism(1)
            val ended = AtomicInteger()
            CoroutineScope(view).launch {
                delay(1.hours)
                assertNull(withTimeoutOrNull(1.hours) { delay(3.hours) })
                ended.incrementAndGet()
            }
            runtime.advance(java.time.Duration.ofMinutes(119))
            assertEquals(0, ended.get())
            runtime.advance(java.time.Duration.ofMinutes(1))
            assertEquals(1, ended.get())
        }
    }

    @Test
    fun aBusyViewLetsStreamsHaveTheirTurns() = test {
        val single = runtime(1)
        val view = single.asCoroutineDispatcher().limitedParallelism(1)
        val busy = CoroutineScope(view).launch { List(3) { launch { while (true) yield() } }.joinAll() }
        assertEquals(3, single.spawn(One.delay(java.time.Duration.ofMillis(1)).thenReturn(3)).await())
        withContext(single.asCoroutineDispatcher()) { delay(1) }
        busy.cancelAndJoin()
        withContext(Dispatchers.IO) { single.close() }
    }

    @Test
    fun closingCancelsTheCoroutinesOfAView() = test {
        for (limit in listOf(1, 3)) {
            val runtime = runtime(2)
            val dispatcher = runtime.asCoroutineDispatcher()
            val view = dispatcher.limitedParallelism(5).limitedParallelism(limit)
            val scope = CoroutineScope(view + Job())
            val begun = CountDownLatch(3)
            val waiting = CompletableDeferred<Unit>()
            val jobs = listOf(
                scope.launch { begun.countDown(); while (true) yield() },
                scope.launch { begun.countDown(); delay(1.hours) },
                scope.launch { begun.countDown(); waiting.await() },
            )
            withContext(Dispatchers.IO) {
                begun.awaitSoon()
                runtime.close()
            }
            waiting.complete(Unit)
            jobs.joinAll()
            assertTrue(jobs.all { it.isCancelled }, jobs.toString())
            val late = CoroutineScope(Job()).launch(view) { error("it ran") }
            late.join()
            assertTrue(late.isCancelled)
        }
    }

    @Test
    fun aViewHasAName() {
        val dispatcher = nagare.asCoroutineDispatcher()
        assertEquals("$dispatcher.limitedParallelism(2)", dispatcher.limitedParallelism(2).toString())
        assertEquals("orders", dispatcher.limitedParallelism(2, "orders").toString())
        assertThrows(IllegalArgumentException::class.java) { dispatcher.limitedParallelism(0) }
    }

    @Test
    fun coroutinesOfAViewRunOnTheWorkers() = test {
        withContext(nagare.asCoroutineDispatcher().limitedParallelism(1)) {
            assertTrue(Nagare.isWorker(Thread.currentThread()))
            delay(1)
            assertTrue(Nagare.isWorker(Thread.currentThread()))
        }
    }
}
