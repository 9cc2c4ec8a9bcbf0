package io.nagare.kotlin

import io.nagare.Many
import io.nagare.One
import io.nagare.TaskLocal
import io.nagare.driver.ThreadContext
import java.util.concurrent.ConcurrentLinkedQueue
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Test

/** Task locals in coroutines and streams. */
class ContextTest : RuntimeTest() {

    private val request: TaskLocal<String> = TaskLocal.named("request")
    private val user: TaskLocal<String> = TaskLocal.named("user")
    private val trace = ThreadLocal<String?>()

    private fun reads() = One.fromCallable { request.getOr("none") + " " + user.getOr("none") }.hide()

    @Test
    fun aStreamThatIsAwaitedFindsTheElements() = test {
        withContext(request.asContextElement("r-17") + user.asContextElement("ann")) {
            assertEquals("r-17 ann", reads().await())
            assertEquals("r-17 ann", reads().runOn(nagare).awaitOrNull())
            assertEquals(listOf("r-17 ann"), reads().toMany().runOn(nagare).asFlow().toList())
            assertEquals("r-17 bob", reads().contextWrite(user, "bob").await())
            withContext(request.asContextElement("r-18")) { assertEquals("r-18 ann", reads().await()) }
            assertEquals("r-17 ann", reads().await())
        }
        assertEquals("none none", reads().await())
    }

    @Test
    fun functionsOfTheCoroutineFindThemToo() = test {
        withContext(Dispatchers.Default + request.asContextElement("r-17")) {
            assertEquals("r-17", request.get())
            yield()
            delay(1)
            assertEquals("r-17", request.get())
            assertEquals("r-17", async(Dispatchers.IO) { request.get() }.await())
            withContext(nagare.asCoroutineDispatcher()) {
                delay(1)
                assertEquals("r-17", request.get())
                withContext(request.asContextElement("r-18")) {
                    delay(1)
                    assertEquals("r-18", request.get())
                }
                assertEquals("r-17", request.get())
            }
        }
        assertNull(request.get())
    }

    @Test
    fun aCoroutineHasTheLocalsOfItsStream() {
        val reader = one {
            val before = request.get()
            delay(1)
            before + " " + request.get() + " " + reads().await()
        }
        assertEquals("r-17 r-17 r-17 none", nagare.blockOn(reader.contextWrite(request, "r-17")))
        assertEquals("null null none none", nagare.blockOn(reader))
    }

    @Test
    fun thereAndBackThroughManyEdges() {
        val stream = flow {
            delay(1)
            emit(request.getOr("none"))
        }.asMany()
            .map { it + request.get() }
            .runOn(nagare)
            .asFlow()
            .map { it + request.get() }
            .asMany(Dispatchers.Default)
        assertEquals("aaa", nagare.blockOn(stream.contextWrite(request, "a").next()))
    }

    @Test
    fun theWorkersAreCleanAfterwards() = test {
        withContext(nagare.asCoroutineDispatcher() + request.asContextElement("r-17")) {
            repeat(100) { yield() }
        }
        withContext(nagare.asCoroutineDispatcher()) {
            List(100) { async { yield(); request.get() } }.forEach { assertNull(it.await()) }
        }
        val seen = Many.range(0, 100).map { request.getOr("none") }.runOn(nagare).collectList().await()
        assertEquals(List(100) { "none" }, seen)
    }

    /** Coroutines 1.11.0 leave such an element on the thread when the flow suspends (their issue 4755). */
    @Test
    fun anElementOfAFlowIsNotLeftOnAWorker() = test {
        val single = runtime(1)
        val seen = ConcurrentLinkedQueue<String>()
        withContext(single.asCoroutineDispatcher()) {
            val collecting = launch {
                flow {
                    emit(1)
                    delay(1)
                    emit(2)
                }.flowOn(request.asContextElement("left")).collect { delay(1) }
            }
            while (collecting.isActive) {
                seen.add(request.getOr("none"))
                yield()
            }
        }
        assertEquals(setOf("none"), seen.toSet())
        withContext(Dispatchers.IO) { single.close() }
    }

    @Test
    fun whatAThreadContextCarriesIsInTheCoroutine() {
        ThreadContext.carry {
            trace.get()?.let { value ->
                ThreadContext.Captured {
                    val before = trace.get()
                    trace.set(value)
                    Runnable { trace.set(before) }
                }
            }
        }
        try {
            trace.set("t-1")
            val stream = one {
                val before = trace.get()
                delay(1)
                "$before ${trace.get()}"
            }
            assertEquals("t-1 t-1", nagare.blockOn(stream))
            trace.remove()
            assertEquals("null null", nagare.blockOn(stream))
        } finally {
            ThreadContext.carry(null)
        }
    }
}
