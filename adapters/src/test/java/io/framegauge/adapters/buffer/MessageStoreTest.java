package io.framegauge.adapters.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.adapters.transport.Content;
import io.framegauge.adapters.transport.Envelope;
import io.framegauge.adapters.transport.Frames;
import io.framegauge.adapters.transport.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageStoreTest {
  @TempDir private Path folder;

  private static Stored stored(Content content, int bytes) {
    Message message = new Message("1", "", 1, content);
    return Stored.of(message, Envelope.of("camera", message, new byte[bytes], new byte[] {7}));
  }

  private static Stored frame(long pts, int bytes) {
    return stored(Frames.frame("camera", pts, List.of()), bytes);
  }

  private static long pts(MessageStore.Entry entry) {
    return entry.message().envelope().message().content()
            instanceof io.framegauge.adapters.transport.VideoFrame frame
        ? frame.pts()
        : -1;
  }

  private static List<Long> drained(MessageStore store) throws InterruptedException {
    List<Long> all = new ArrayList<>();
    Optional<MessageStore.Entry> first = store.first(0);
    while (first.isPresent()) {
      all.add(pts(first.get()));
      store.removeFirst(first.get());
      first = store.first(0);
    }
    return all;
  }

  @Test
  void shouldGiveMessagesInOrderAndWhole() throws InterruptedException {
    try (MessageStore store = MessageStore.open(folder)) {
      Stored message = frame(1, 3);
      store.append(List.of(message, frame(2, 1_500_000)));
      store.append(List.of(frame(3, 0)));

      MessageStore.Entry first = store.first(0).orElseThrow();
      assertThat(first.message().envelope().parts())
          .usingElementComparator(java.util.Arrays::compare)
          .containsExactlyElementsOf(message.envelope().parts());
      assertThat(drained(store)).containsExactly(1L, 2L, 3L);
      assertThat(store.waiting()).isEqualTo(Waiting.NOTHING);
    }
  }

  @Test
  void shouldKeepMessagesForTheNextProcess() throws InterruptedException {
    Stored end = stored(new Content.EndOfStream("camera"), 0);
    Stored data = stored(new Content.UserData("camera", List.of(), new byte[0]), 0);
    Waiting before;
    try (MessageStore store = MessageStore.open(folder)) {
      store.append(List.of(frame(1, 9), frame(2, 9), end, data));
      store.removeFirst(store.first(0).orElseThrow());
      before = store.waiting();
    }

    try (MessageStore store = MessageStore.open(folder)) {
      assertThat(store.waiting()).isEqualTo(before);
      assertThat(before.frames()).isEqualTo(1);
      assertThat(before.services()).isEqualTo(1);
      assertThat(before.vitals()).isEqualTo(1);
      store.append(List.of(frame(4, 9)));
      assertThat(drained(store)).containsExactly(2L, -1L, -1L, 4L);
    }
  }

  @Test
  void shouldKeepTheOrderWhenMoreWaitsThanIsHeldInMemory() throws InterruptedException {
    try (MessageStore store = MessageStore.open(folder)) {
      List<Long> all = new ArrayList<>();
      for (long pts = 1; pts <= 30; pts++) {
        store.append(List.of(frame(pts, 1_000_000)));
        all.add(pts);
      }
      List<Long> given = new ArrayList<>();
      for (long pts = 31; pts <= 60; pts++) {
        MessageStore.Entry first = store.first(0).orElseThrow();
        given.add(pts(first));
        store.removeFirst(first);
        store.append(List.of(frame(pts, 10)));
        all.add(pts);
      }
      given.addAll(drained(store));

      assertThat(given).isEqualTo(all);
      assertThat(store.waiting()).isEqualTo(Waiting.NOTHING);
    }
  }

  @Test
  void shouldGiveSpaceBack() throws InterruptedException, IOException {
    try (MessageStore store = MessageStore.open(folder)) {
      for (int i = 0; i < 2000; i++) {
        store.append(List.of(frame(i, 20_000)));
        if (i >= 10) {
          store.removeFirst(store.first(0).orElseThrow());
        }
      }
      // 40 MB went through, 200 KB wait
      assertThat(Files.size(folder.resolve("messages.mv"))).isLessThan(4_000_000);
    }
  }

  @Test
  void shouldRefuseMessagesThatAnotherProcessHas() {
    try (MessageStore store = MessageStore.open(folder)) {
      assertThat(store.waiting()).isEqualTo(Waiting.NOTHING);
      assertThatThrownBy(() -> MessageStore.open(folder))
          .isInstanceOf(BufferException.class)
          .hasMessage("another process has the messages: file=" + folder.resolve("messages.mv"));
    }
  }

  @Test
  void shouldLeaveADamagedFileAsItIs() throws IOException {
    Path file = Files.write(folder.resolve("messages.mv"), new byte[20_000]);

    assertThatThrownBy(() -> MessageStore.open(folder))
        .isInstanceOf(BufferException.class)
        .hasMessage(
            "the messages are damaged and were left as they are; move the file away to begin with"
                + " none: file="
                + file);
    assertThat(Files.readAllBytes(file)).isEqualTo(new byte[20_000]);
  }

  /// Where a length is wrong, what it says must not be made room for.
  @Test
  void shouldLeaveDamagedMessagesAsTheyAre() throws IOException, InterruptedException {
    try (MessageStore store = MessageStore.open(folder)) {
      store.append(List.of(frame(1, 3), frame(2, 3), frame(3, 3)));
    }
    Path file = folder.resolve("messages.mv");
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    String damaged = text.replace("\0\0\0\6camera", "\177\0\0\6camera");
    assertThat(damaged).isNotEqualTo(text);
    Files.writeString(file, damaged, StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> MessageStore.open(folder))
        .isInstanceOf(BufferException.class)
        .hasMessageStartingWith("the messages are damaged and were left as they are");
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).isEqualTo(damaged);
  }

  @Test
  void shouldRefuseAFolderThatIsNone() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> MessageStore.open(file))
        .isInstanceOf(BufferException.class)
        .hasMessageStartingWith("the folder cannot be made (")
        .hasMessageEndingWith("): path=" + file);
  }
}
