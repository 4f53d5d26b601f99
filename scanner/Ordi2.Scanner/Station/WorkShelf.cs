namespace Ordi2.Scanner.Station;

/// <summary>What the server says that there is to do here, as this device keeps it: without network the list of before is there.</summary>
internal sealed class WorkShelf(StationFile file, StationServer server)
{
    /// <summary>Asks anew, as whoever works here now; where nobody does, or the server does not answer soon, nothing changes.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        if (file.Required() is { Operator.Token: { } token, Token: not null } station && await server.WorkAsync(station, token, cancellation) is { } work)
        {
            // Who may not receive is told of no gift, who may not pack of no list: those of whoever may stay for them.
            var known = file.Required();
            file.Write(known with { Gifts = work.Gifts ?? known.Gifts, Packing = work.Packing ?? known.Packing, Boxes = work.Boxes ?? known.Boxes, Badges = work.Badges ?? known.Badges });
        }
    }
}
