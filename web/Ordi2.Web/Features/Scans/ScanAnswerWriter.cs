using System.Buffers;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Scans;

/// <summary>Writes the answers to a batch, straight into the response.</summary>
internal static class ScanAnswerWriter
{
    /// <param name="output">Where to.</param>
    /// <param name="answers">The answers.</param>
    /// <param name="language">Of the sentences.</param>
    /// <param name="reader">Who reads them: that a scanner wants its set-up sheet is the supervisor's to know, and not the operator's.</param>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<Answer> answers, string language, Caller reader)
    {
        using var writer = new Utf8JsonWriter(output, ResponseJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteStartArray("results"u8);

        foreach (ref readonly var answer in answers)
        {
            writer.WriteStartObject();
            writer.WriteString("scanId"u8, answer.ScanId);

            if (answer.Receipt is { } receipt)
            {
                WriteReceipt(writer, receipt, language);
            }
            else
            {
                writer.WriteString("outcome"u8, NameOf(Outcome.Refused));
                writer.WriteString("status"u8, MachineStatus.None.Code());
                writer.WriteNumber("version"u8, 0);
                WriteRefusal(writer, "reason"u8, answer.Refused, language);
            }

            if (answer.KeyboardLayoutWrong && reader.Role is Role.Supervisor)
            {
                writer.WriteBoolean("keyboardLayoutWrong"u8, true);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The outcome as devices know it.</summary>
    public static string NameOf(Outcome outcome) => outcome switch
    {
        Outcome.Accepted => "accepted",
        Outcome.AcceptedWithFinding => "accepted-with-finding",
        Outcome.Held => "held",
        Outcome.Refused => "refused",
        Outcome.Duplicate => "duplicate",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static void WriteReceipt(Utf8JsonWriter writer, ScanReceipt receipt, string language)
    {
        writer.WriteString("outcome"u8, NameOf(receipt.Outcome));

        if (receipt.FirstOutcome is { } first)
        {
            writer.WriteString("firstOutcome"u8, NameOf(first));
        }

        writer.WriteString("machine"u8, receipt.Machine.Text);
        writer.WriteString("status"u8, receipt.Status.Code());
        writer.WriteNumber("version"u8, receipt.Version);
        WriteRefusal(writer, "finding"u8, receipt.Finding, language);
        WriteRefusal(writer, "reason"u8, receipt.Reason, language);

        if (!receipt.Documents.IsDefaultOrEmpty)
        {
            writer.WriteStartArray("documents"u8);

            foreach (var document in receipt.Documents)
            {
                writer.WriteStringValue(document);
            }

            writer.WriteEndArray();
        }
    }

    private static void WriteRefusal(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Refusal? refusal, string language)
    {
        if (refusal is null)
        {
            return;
        }

        var (message, next) = Sentences.Say(refusal, language);
        writer.WriteStartObject(name);
        writer.WriteString("code"u8, refusal.Code);
        writer.WriteString("message"u8, message);
        writer.WriteString("next"u8, next);
        writer.WriteEndObject();
    }
}
