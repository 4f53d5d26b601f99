using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Reports;

/// <summary>The media of one machine as an audit lists them: one with an unreadable serial is counted all the same, as <c>?1</c>, <c>?2</c>…</summary>
internal sealed class MediaList
{
    private readonly List<AuditedMedium> _media = [];
    private int _unreadable;

    public int Count => _media.Count;

    public void Add(string? serial, MediumKind kind, long sizeBytes, string? model, bool soldered = false)
    {
        var readable = Placeholders.Serial(serial);

        // The same disk seen over two paths.
        if (readable is not null && _media.Exists(medium => medium.Serial == readable && medium.SizeBytes == sizeBytes))
        {
            return;
        }

        // No machine has so many: what follows is only there to be refused.
        if (_media.Count <= ReportReader.MostMedia)
        {
            _media.Add(new(readable ?? $"?{(++_unreadable).ToString(CultureInfo.InvariantCulture)}", kind, sizeBytes, soldered, Placeholders.Name(model)));
        }
    }

    public ImmutableArray<AuditedMedium> ToImmutable() => [.. _media];
}
