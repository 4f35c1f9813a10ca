// Nothing is drawn here: each tab page draws its own bar, so that the elder view can scale it.
Component({});
