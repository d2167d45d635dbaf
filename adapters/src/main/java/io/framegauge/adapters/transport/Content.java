package io.framegauge.adapters.transport;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What a message is about. [VideoFrame] is a file of its own.
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
public sealed interface Content
    permits VideoFrame,
        Content.Batch,
        Content.Update,
        Content.UserData,
        Content.EndOfStream,
        Content.Unknown,
        Content.Shutdown,
        Content.Nothing {

  /// Frames that belong together, by their ids.
  record Batch(SequencedMap<Long, VideoFrame> frames) implements Content {
    public Batch {
      frames = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(frames));
    }

    @Override
    public void write(CodedOutputStream out) throws IOException {
      List<byte[]> entries = new ArrayList<>();
      for (Map.Entry<Long, VideoFrame> frame : frames.entrySet()) {
        entries.add(
            Wire.write(entry -> {
              Wire.number(entry, 1, frame.getKey());
              entry.writeByteArray(2, frame.getValue().bytes());
            }));
      }
      out.writeByteArray(6, Wire.write(batch -> Wire.messages(batch, 1, entries)));
    }

    private static Batch of(byte[] bytes) throws IOException {
      SequencedMap<Long, VideoFrame> frames = new LinkedHashMap<>();
      Wire.read(
          bytes,
          (tag, in) -> {
            boolean known = tag == (1 << 3 | Wire.DELIMITED);
            if (known) {
              entry(in.readByteArray(), frames);
            }
            return known;
          });
      return new Batch(frames);
    }

    private static void entry(byte[] entry, Map<Long, VideoFrame> frames) throws IOException {
      long[] id = {0};
      List<VideoFrame> frame = new ArrayList<>(1);
      Wire.read(
          entry,
          (tag, in) -> {
            switch (tag) {
              case 1 << 3 | Wire.VARINT -> id[0] = in.readInt64();
              case 2 << 3 | Wire.DELIMITED -> frame.add(VideoFrame.of(in.readByteArray()));
              default -> {
                return false;
              }
            }
            return true;
          });
      frames.put(id[0], frame.isEmpty() ? VideoFrame.of(Wire.NOTHING) : frame.getLast());
    }
  }

  /// Changes of a frame, as they came.
  ///
  /// @param bytes in protobuf
  record Update(byte[] bytes) implements Content {
    @Override
    public void write(CodedOutputStream out) throws IOException {
      out.writeByteArray(7, bytes);
    }
  }

  /// What a user sends beside the frames of a source.
  record UserData(String sourceId, List<Attribute> attributes, byte[] rest) implements Content {
    public UserData {
      attributes = List.copyOf(attributes);
    }

    @Override
    public void write(CodedOutputStream out) throws IOException {
      out.writeByteArray(
          8,
          Wire.write(data -> {
            Wire.text(data, 1, sourceId);
            Wire.messages(data, 2, attributes.stream().map(Attribute::bytes).toList());
            data.writeRawBytes(rest);
          }));
    }

    private static UserData of(byte[] bytes) throws IOException {
      String[] source = {""};
      List<Attribute> attributes = new ArrayList<>();
      byte[] rest =
          Wire.read(
              bytes,
              (tag, in) -> {
                switch (tag) {
                  case 1 << 3 | Wire.DELIMITED -> source[0] = in.readStringRequireUtf8();
                  case 2 << 3 | Wire.DELIMITED -> attributes.add(Attribute.of(in.readByteArray()));
                  default -> {
                    return false;
                  }
                }
                return true;
              });
      return new UserData(source[0], attributes, rest);
    }
  }

  /// No frame of the source comes after this.
  record EndOfStream(String sourceId) implements Content {
    @Override
    public void write(CodedOutputStream out) throws IOException {
      out.writeByteArray(9, oneText(sourceId));
    }
  }

  /// What an older library could not read.
  record Unknown(String message) implements Content {
    @Override
    public void write(CodedOutputStream out) throws IOException {
      out.writeByteArray(10, oneText(message));
    }
  }

  /// Asks modules to end.
  ///
  /// @param auth what lets them believe it
  record Shutdown(String auth) implements Content {
    @Override
    public void write(CodedOutputStream out) throws IOException {
      out.writeByteArray(11, oneText(auth));
    }
  }

  /// No content that is known here.
  record Nothing() implements Content {
    @Override
    public void write(CodedOutputStream out) {}
  }

  /// Writes it as a field of a message.
  ///
  /// @throws IOException from the stream
  void write(CodedOutputStream out) throws IOException;

  /// Whether a field of a message is its content.
  static boolean isContent(int number) {
    return number >= 5 && number <= 11;
  }

  /// Reads the content in a field of a message.
  ///
  /// @throws IOException if it is none
  static Content of(int number, byte[] bytes) throws IOException {
    return switch (number) {
      case 5 -> VideoFrame.of(bytes);
      case 6 -> Batch.of(bytes);
      case 7 -> new Update(bytes);
      case 8 -> UserData.of(bytes);
      case 9 -> new EndOfStream(oneText(bytes));
      case 10 -> new Unknown(oneText(bytes));
      case 11 -> new Shutdown(oneText(bytes));
      default -> throw new IllegalArgumentException("must be a content: field=" + number);
    };
  }

  private static byte[] oneText(String text) {
    return Wire.write(out -> Wire.text(out, 1, text));
  }

  private static String oneText(byte[] bytes) throws IOException {
    String[] text = {""};
    Wire.read(
        bytes,
        (tag, in) -> {
          boolean known = tag == (1 << 3 | Wire.DELIMITED);
          if (known) {
            text[0] = in.readStringRequireUtf8();
          }
          return known;
        });
    return text[0];
  }
}
