using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Documents;

/// <summary>Read, decide, write; and when it was ordered to be replaced, make the document that stands in its place.</summary>
internal sealed class DocumentGrain(AggregateDesk desk, DocumentPress press) : Grain, IDocumentGrain
{
    private Aggregate<Document, DocumentCommand, DocumentEvent, DocumentTerms> _document = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _document = desk.Open(Kinds.Document, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _document.LoadAsync(cancellationToken);
    }

    public async Task<Reply<DocumentTerms>> DoAsync(DocumentCommand command, Caller caller, Guid commandId)
    {
        var reply = await _document.DoAsync(command, caller, commandId);

        if (reply is not Done<DocumentTerms> || _document.State is not { WaitsForReplacement: true })
        {
            return reply;
        }

        // Whoever comes by finishes it; that it cannot be finished is only told to who asks for it: anything else was done.
        var replaced = await ReplaceAsync();
        return command is ReplaceDocument || replaced is Done<DocumentTerms> ? replaced : reply;
    }

    public async Task<DocumentTerms?> GetAsync() => _document.Terms ?? await SheetAsync();

    /// <summary>A sheet of the workshop is a fact in the history of its machine.</summary>
    private async Task<DocumentTerms?> SheetAsync()
    {
        var number = new DocumentId(Kinds.Document.IdOf(this.GetPrimaryKeyString()));

        return WorkSheets.MachineOf(number) is { } machine
            ? (await GrainFactory.GetGrain<IMachineGrain>($"machine/{machine}").SheetsAsync()).FirstOrDefault(sheet => sheet.Id == number)
            : null;
    }

    /// <summary>The order is durable; each step may be repeated and counts once, so that whoever comes after a crash finishes it.</summary>
    private async Task<Reply<DocumentTerms>> ReplaceAsync()
    {
        var known = _document.Terms!;
        var made = await press.MakeAsync(new()
        {
            Purpose = $"replace/{known.Id}",
            At = _document.State.ReplacementSince!.Value,
            Render = new(known.Kind, known.Issuer, known.Template, known.TemplateVersion, _document.State.Corrected!)
            {
                About = known.About,
                Readers = known.Readers,
                Signatories = known.Signatories,
                Replaces = known.Id,
            },
        });

        return made switch
        {
            Refused<DocumentTerms> refused => refused,
            Done<DocumentTerms> { Value.Id: var by } =>
                await _document.DoAsync(new LinkReplacement(by), DocumentPress.Caller(known.Issuer), CommandIds.Of(this.GetPrimaryKeyString(), $"link/{by}")),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    public Task ForgetTextsAsync() => _document.ForgetTextsAsync();

    public async Task<int> WakeAsync()
    {
        var done = await _document.WakeAsync();
        return _document.State.WaitsForReplacement && await ReplaceAsync() is Done<DocumentTerms> ? done + 1 : done;
    }
}
